"""What the model was meant to reach, and whether it did."""

from dataclasses import dataclass

from eval.base_model.results import Results, SkillsResult
from eval.result import Figure
from eval.wording import interval
from workbench.italian import number, percent

REACHED, NOT_REACHED, UNMEASURED = "raggiunto", "non raggiunto", "non misurato"
MEMORY_MB, LOAD_SECONDS, TRAINING_SECONDS = 1000, 2, 120


@dataclass(frozen=True)
class Aim:
    what: str
    wanted: str
    found: str
    outcome: str


def aims(results: Results) -> list[Aim]:
    """The point decides; intervals say how sure that is."""
    return [*_text_aims(results), *_gain_aims(results), *_skill_aims(results), *_practical_aims(results)]


def _text_aims(results: Results) -> list[Aim]:
    pa = results.text.domains.get("pa") if results.text else None
    recited = results.memorisation.held_out.share if results.memorisation else None
    bits = "Bit per byte sul testo amministrativo, rispetto al 5-grammi"
    return [
        _at_most(f"{bits} degli stessi testi", pa.ratio_to_all if pa else None, 0.8, is_share=False),
        _at_most(f"{bits} migliore", pa.ratio if pa else None, 0.8, is_share=False),
        _at_most("Continuazioni copiate, da testi mai visti", recited, 0.02),
    ]


def _gain_aims(results: Results) -> list[Aim]:
    gain = results.gain
    what = "Guadagno su TF-IDF dopo l'addestramento LoRA"
    wanted = "intervallo sopra lo zero"
    if gain is None:
        found = [Aim(what, wanted, UNMEASURED, UNMEASURED)]
    else:
        outcome = REACHED if gain.gain.low > 0 else NOT_REACHED
        found = [Aim(what, wanted, _told(gain.gain, is_share=True, sign=True), outcome)]
    seconds = gain.training_seconds if gain else None
    return [*found, _limit("Durata di quell'addestramento", seconds, TRAINING_SECONDS, "s")]


def _skill_aims(results: Results) -> list[Aim]:
    free = results.skills
    return [
        aim
        for how, found in (("libera", free), ("ammessa", free and free.admitted))
        for aim in _skilled(how, found)
    ]


def _skilled(how: str, skills: SkillsResult | None) -> list[Aim]:
    return [
        _at_least(f"JSON valido, risposta {how}", skills.json_valid if skills else None, 0.98),
        _at_least(f"Campi esatti, risposta {how}", skills.fields_exact if skills else None, 0.9),
        _at_least(f"Rifiuti giusti, risposta {how}", skills.refusal_correct if skills else None, 0.9),
        _at_most(f"Rifiuti sbagliati, risposta {how}", skills.wrong_refusal if skills else None, 0.1),
    ]


def _practical_aims(results: Results) -> list[Aim]:
    speed, shipped = results.speed, results.shipped
    return [
        _limit("Primo token dopo 100 token di richiesta", speed.first_token_ms if speed else None, 100, "ms"),
        _limit("Velocità per una persona", speed.tokens_per_s if speed else None, 100, "token/s", least=True),
        _limit(
            "Velocità per 16 persone insieme",
            speed.tokens_per_s_16 if speed else None,
            300,
            "token/s",
            least=True,
        ),
        _limit("Memoria del processo", speed.memory_mb if speed else None, MEMORY_MB, "MB"),
        _limit(
            "Tempo per aprire il modello", speed.load_seconds if speed else None, LOAD_SECONDS, "s", digits=1
        ),
        _limit("Pesi del modello", shipped.megabytes, 40, "MB", digits=1),
        _limit("Pesi dell'adattatore per le istruzioni", shipped.adapter_megabytes, 5, "MB", digits=1),
    ]


def _at_most(what: str, figure: Figure | None, most: float, *, is_share: bool = True) -> Aim:
    return _bounded(what, figure, (most, "al massimo"), is_share)


def _at_least(what: str, figure: Figure | None, least: float) -> Aim:
    return _bounded(what, figure, (least, "almeno"), True)


def _bounded(what: str, figure: Figure | None, bound: tuple[float, str], is_share: bool) -> Aim:
    limit, word = bound
    wanted = f"{word} {percent(limit, 0) if is_share else number(limit, 2)}"
    if figure is None:
        return Aim(what, wanted, UNMEASURED, UNMEASURED)
    reached = figure.value <= limit if word == "al massimo" else figure.value >= limit
    return Aim(what, wanted, _told(figure, is_share=is_share), REACHED if reached else NOT_REACHED)


def _limit(  # noqa: PLR0913  two of them only say how to write a number
    what: str, value: float | None, limit: float, unit: str, *, least: bool = False, digits: int = 0
) -> Aim:
    wanted = f"{'almeno' if least else 'al massimo'} {number(limit)} {unit}"
    if value is None:
        return Aim(what, wanted, UNMEASURED, UNMEASURED)
    reached = value >= limit if least else value <= limit
    return Aim(what, wanted, f"{number(value, digits)} {unit}", REACHED if reached else NOT_REACHED)


def _told(figure: Figure, *, is_share: bool, sign: bool = False) -> str:
    value = (
        f"{number(figure.value * 100, 1, sign=True)} punti"
        if sign
        else percent(figure.value)
        if is_share
        else number(figure.value, 3)
    )
    return f"{value} ({interval(figure.low, figure.high, is_share, sign=sign)})"
