"""The boundary table, written out from the reference (thresholds ± 0.01 €, periods, kinds, both answers)."""

import csv
from pathlib import Path

import pytest

from apps.municipal.tenders.wizard import advise, as_json, read_case

with (Path(__file__).parent / "boundaries.csv").open(encoding="utf-8") as lines:
    TABLE = list(csv.DictReader(lines))
CRITERIA = {
    "nessuno": "non si applica",
    "libero": "minor prezzo",
    "qualita": "obbligatoria",
    "oggettivi": "criteri oggettivi",
}


def _answered(row: dict[str, str]) -> dict[str, str]:
    told = as_json(
        advise(
            read_case(
                {
                    "oggetto": row["oggetto"],
                    "valore": row["valore"],
                    "data": row["data"],
                    "interesse_transfrontaliero": row["transfrontaliero"] == "si",
                    "alta_intensita_manodopera": row["manodopera"] == "si",
                }
            )
        )
    )
    return {
        "procedura": told["procedura"],
        "articolo": told["articolo"].removesuffix(" D.Lgs. 36/2023"),
        "operatori": str(told["operatori_minimi"] or ""),
        "sopra_soglia": "si" if told["sopra_soglia"] else "no",
        "soglia_ue": str(told["soglia_ue"]),
        "provvisoria": _text(told["garanzia_provvisoria"]["percentuale"]),
        "definitiva": _text(told["garanzia_definitiva"]["percentuale"]),
        "criterio": next(name for name, words in CRITERIA.items() if words in told["criterio"]),
        "tetto": _text(told["punteggio_economico_massimo"]),
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize("oggetto", sorted({row["oggetto"] for row in TABLE}))
def test_every_row_of_the_boundary_table_comes_out_as_written(oggetto):
    rows = [row for row in TABLE if row["oggetto"] == oggetto]
    wrong = [
        (row["valore"], row["data"], name, expected, got)
        for row in rows
        for name, got in _answered(row).items()
        if got != (expected := row[name])
    ]
    assert wrong == []


def test_the_table_holds_each_kind_period_and_pair_of_answers():
    assert len(TABLE) == 312
    for kind in {row["oggetto"] for row in TABLE}:
        rows = [row for row in TABLE if row["oggetto"] == kind]
        assert {row["data"] for row in rows} == {
            "2023-07-01",
            "2023-12-31",
            "2024-01-01",
            "2025-12-31",
            "2026-01-01",
            "2027-12-31",
        }
        assert len({(row["transfrontaliero"], row["manodopera"]) for row in rows}) == 4
