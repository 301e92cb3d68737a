"""What can be measured, one file each. To add one: write the file, list it here, test it."""

from eval.benchmarks import classification, generation
from eval.benchmarks.benchmark import Benchmark
from workbench.data import Task
from workbench.errors import UserError

BENCHMARKS: tuple[Benchmark, ...] = (classification.BENCHMARK, generation.BENCHMARK)


def benchmark_for(task: Task) -> Benchmark:
    """The benchmark of a task."""
    for benchmark in BENCHMARKS:
        if benchmark.task == task:
            return benchmark
    raise UserError(
        "Per questo compito non c'è una valutazione.",
        value=task,
        remedy="Scegliere un insieme di dati di classificazione o di istruzioni.",
    )


__all__ = ["BENCHMARKS", "Benchmark", "benchmark_for"]
