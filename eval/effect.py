"""Before running: how small a difference this test could see."""

from eval.benchmarks import benchmark_for
from eval.config import EvaluationConfig
from eval.result import Effect
from workbench.data import TEST, open_data_set
from workbench.italian import number, percent
from workbench.statistics import smallest_effect

DISCORDANT_SHARES = (0.1, 0.2, 0.3)


def expected_effect(config: EvaluationConfig) -> list[Effect]:
    """Smallest difference found 4 times in 5, if 10, 20 or 30 % of the items are right for one model only."""
    data_set = open_data_set(config.data)
    benchmark_for(data_set.task)
    return effects_of(min(config.limit or data_set.counts[TEST], data_set.counts[TEST]))


def effects_of(n: int) -> list[Effect]:
    found = []
    for share in DISCORDANT_SHARES:
        smallest = smallest_effect(n, discordant_share=share) if n else 1.0
        found.append(Effect(discordant_share=share, smallest=smallest if smallest <= share else None))
    return found


def in_words(effect: Effect) -> str:
    share = percent(effect.discordant_share, 0)
    if effect.smallest is None:
        return f"Se i modelli dissentono sul {share} degli esempi, la prova è troppo piccola per decidere."
    least = number(effect.smallest * 100, 1)
    return (
        f"Se i modelli dissentono sul {share} degli esempi, la prova vede differenze da {least} punti in su."
    )
