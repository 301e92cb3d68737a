"""The thread from data to report, as one call, with real jobs."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WORDS = {
    "lavori": ["lampione spento", "buca profonda", "marciapiede rotto", "semaforo guasto"],
    "tributi": ["avviso da pagare", "rata della tassa", "rimborso chiesto", "importo sbagliato"],
}
PLACES = ["via Verdi", "piazza Nuova", "viale dei Tigli", "largo Mercato", "via del Forno"]
SCRIPT = """
import json, sys
from apps.thread.thread import figures, run_thread
from finetune.config import TrainingConfig
from workbench.data import list_data_sets
data_set = list_data_sets()[0]
config = TrainingConfig(recipe="classificazione", model=sys.argv[1], data=data_set.id, name="prova", epochs=1)
print(json.dumps(figures(run_thread(data_set, config, print))))
"""


def write_data_set() -> None:
    from workbench.data import freeze, guess_columns, prepare, read_bytes

    lines = [
        json.dumps({"testo": f"{what} in {where} al numero {n}", "ufficio": office}, ensure_ascii=False)
        for office, things in WORDS.items()
        for what in things
        for where in PLACES
        for n in (1, 2)
    ]
    table = read_bytes("prova.jsonl", "\n".join(lines).encode())
    columns = guess_columns(table)
    freeze("prova", prepare(table, columns), table, columns, licence="CC0-1.0", source="scritto qui")


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], check=False).returncode != 0,
    reason="serve un sistema che permetta di togliere la rete a un processo",
)
def test_the_whole_thread_runs_where_there_is_no_network_at_all(home: Path, tiny_llama: Path) -> None:
    write_data_set()
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", SCRIPT, str(tiny_llama)],
        env=os.environ | {"OFFICINA_HOME": str(home)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["metric"] == "accuratezza"
    assert figures["ci_low"] <= figures["gain"] <= figures["ci_high"]
    assert figures["n"] > 0
    report = Path(figures["report"]).read_text("utf-8")
    assert "prova" in report
    assert "http" + "s://" not in report
