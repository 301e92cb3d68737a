"""Small scripts as trainers: real processes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.jobs import Job, Person, submit

ANNA = Person("Anna Bianchi", "formatore")

TRAINER = """
import sys, time
from pathlib import Path
from workbench.jobs import Events, checkpoint_folder, hold, proven_checkpoint, seal_checkpoint, stop_requested

folder, steps, pause = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
with hold(folder):
    events = Events(folder)
    done = proven_checkpoint(folder).step if "--resume" in sys.argv else 0
    (folder / "starts.txt").open("a").write(f"{done}\\n")
    events.write("start", steps=steps)
    for step in range(done + 1, steps + 1):
        time.sleep(pause)
        events.write("step", step=step, steps=steps, loss=1 / step)
        stopping = stop_requested(folder)
        if step % 2 == 0 or stopping:
            target = checkpoint_folder(folder, step)
            target.mkdir(parents=True, exist_ok=True)
            (target / "weights.bin").write_bytes(bytes(1000))
            seal_checkpoint(target, step)
            events.write("checkpoint", step=step, path=str(target))
        if stopping:
            events.write("stopped", step=step)
            sys.exit(3)
    events.write("end", model="prova")
"""


@pytest.fixture
def trainer(home: Path) -> Callable[..., Job]:
    """Submits a job whose process makes `steps` steps of `pause` seconds."""
    script = home / "trainer.py"
    script.write_text(TRAINER)

    def start(steps: int = 3, pause: float = 0.05, owner: Person = ANNA, **more: str) -> Job:
        command = ("python", str(script), "{folder}", str(steps), str(pause))
        return submit("addestramento", "Prova", owner, command, {"config.yaml": "seed: 1\n"}, **more)

    return start


@pytest.fixture
def script(home: Path) -> Callable[[str], Job]:
    """Submits a job whose process runs the given Python code; `sys` and `folder` are there."""

    def start(code: str) -> Job:
        path = home / f"script{len(list(home.glob('script*')))}.py"
        path.write_text(f"import sys\nfrom pathlib import Path\nfolder = Path(sys.argv[1])\n{code}\n")
        return submit("addestramento", "Prova", ANNA, ("python", str(path), "{folder}"), {})

    return start
