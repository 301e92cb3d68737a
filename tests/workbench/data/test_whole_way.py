"""From a file to a frozen data set, at the size that a municipality may bring."""

import time
from pathlib import Path

import pytest

from workbench.data import freeze, guess_columns, prepare, read_bytes


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_frozen_in_under_twenty_seconds(home: Path) -> None:
    lines = [f"{n};Buongiorno, vorrei sapere della pratica {n}; ufficio {n % 12}" for n in range(200_000)]
    content = "\n".join(["id;testo;ufficio", *lines]).encode()
    start = time.process_time()
    table = read_bytes("grande.csv", content)
    columns = guess_columns(table)
    data_set = freeze("Grande", prepare(table, columns), table, columns, licence="CC0", source="prova")
    elapsed = time.process_time() - start
    assert sum(data_set.counts.values()) == 200_000
    assert (columns.text, columns.target) == ("testo", "ufficio")
    assert elapsed < 20
