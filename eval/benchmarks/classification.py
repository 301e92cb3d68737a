from eval.benchmarks.benchmark import Benchmark
from workbench.data import Task

BENCHMARK = Benchmark(
    name="classificazione",
    title="Classificazione della parte di prova",
    task=Task.CLASSIFICATION,
    question="Quale modello assegna più spesso l'etichetta giusta?",
    metrics=("accuratezza", "macro_f1"),
)
