"""What a careful colleague would say of a finished pre-training, in Italian."""

from typing import TYPE_CHECKING

from workbench.italian import number

if TYPE_CHECKING:
    from finetune.pretraining.pretraining import PretrainingResult

READINGS = 4
"""up to which reading a text again teaches almost as much as a new one (Muennighoff et al., 2023)"""
NO_MODEL = 8.0
"""bits per byte of who knows nothing"""


def diagnose(result: "PretrainingResult") -> list[str]:
    """Sentences about the measures and how often the texts were read, most useful first."""
    bits = ", ".join(f"{name} {number(value, 2)}" for name, value in result.bits_per_byte.items())
    told = [
        f"Bit per byte su fonti mai lette: {bits}. Meno è meglio; senza modello sarebbero {number(NO_MODEL)}."
    ]
    often = {name: times for name, times in result.epochs.items() if times > READINGS}
    if often:
        times = ", ".join(f"«{name}» {number(times, 1)} volte" for name, times in often.items())
        told.append(
            f"Testi letti più di {READINGS} volte: {times}. Rileggere insegna sempre meno e porta a ripetere "
            "a memoria: servono altri testi, o meno passi."
        )
    return told
