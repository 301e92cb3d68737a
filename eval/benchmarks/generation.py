from eval.benchmarks.benchmark import Benchmark
from workbench.data import Task

BENCHMARK = Benchmark(
    name="generazione",
    title="Risposte alla parte di prova",
    task=Task.INSTRUCTION,
    question="Quale modello scrive le risposte più vicine a quelle attese?",
    metrics=("f1_parole", "esatto", "chrf"),
)
