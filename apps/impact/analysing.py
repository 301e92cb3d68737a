"""The analysis of a study as a researcher reads it: rates beside figures, intervals, what it cannot say."""

from apps.screen.charts import Chart
from apps.screen.markup import Cell
from apps.screen.measures import Interval as Shown
from apps.screen.measures import differences, values
from workbench.italian import number, percent
from workbench.studies import Analysis, analyse
from workbench.studies.measuring import TEST, TIMED

OUTCOMES = {TEST: "test", TIMED: "compito a tempo"}
GROUP_COLUMNS = ("Comune", "coppie", "prima", "dopo", "differenza")
FEW = "troppo poche"
UNKNOWN = "non si sa"


def analyse_study(study: str, outcome: str) -> Analysis:
    return analyse(study, outcome=outcome)


def rates(found: Analysis) -> list[tuple[str, Cell]]:
    """Who answered, who was paired, what is missing."""
    flow = found.flow
    return [
        ("tessere consegnate", UNKNOWN if flow.cards is None else number(flow.cards)),
        ("misurate prima", number(flow.before)),
        ("misurate dopo", number(flow.after)),
        ("coppie con punteggio", number(flow.paired)),
        ("tasso di risposta", _share(flow.response)),
        ("tasso di abbinamento", _share(flow.pairing)),
        ("misure senza punteggio", _share(found.missing)),
    ]


def effects(found: Analysis) -> list[tuple[str, Cell]]:
    """Effects with their intervals, and the smallest that could have been seen; empty when there are none."""
    rows: list[tuple[str, Cell]] = []
    if found.effect:
        effect = found.effect
        rows += [
            ("differenza in punti", _between(effect.difference)),
            ("gz", _between(effect.gz)),
            ("d_av", _between(effect.d_av)),
            ("effetto vero più piccolo che si vede 8 volte su 10 (gz)", number(effect.smallest, 2)),
        ]
    if found.adjusted:
        adjusted = found.adjusted
        people = f", {number(adjusted.n)} coppie"
        rows += [
            (f"differenza in punti corretta per forma e punteggio iniziale{people}", _between(adjusted.gain)),
            ("cambiamento della differenza per un punto in più all'inizio", _between(adjusted.slope)),
        ]
    if found.equated:
        equated = found.equated
        people = f", {number(equated.n)} coppie"
        rows += [
            (f"differenza in punti con le due forme sulla stessa scala{people}", _between(equated.gain)),
            (
                f"quanti punti {equated.forms[1]} è più difficile di {equated.forms[0]}",
                _between(equated.harder),
            ),
        ]
    if found.gain:
        rows.append(("guadagno della classe", _between(found.gain)))
    if found.ratio:
        rows.append(("tempo dopo diviso tempo prima", _between(found.ratio)))
    if found.smallest_p is not None:
        rows.append(
            (
                "p più piccolo che il solo prima e dopo può dare, qualunque siano i dati",
                number(found.smallest_p, 4),
            )
        )
    return rows


def charts(found: Analysis) -> list[Chart]:
    shown = []
    if found.effect:
        pairs = {"gz": found.effect.gz, "d_av": found.effect.d_av}
        sizes = [Shown(name, each.point, each.low, each.high) for name, each in pairs.items()]
        shown.append(differences("Dimensione dell'effetto", sizes, share=False))
    if found.ratio:
        ratio = Shown("dopo / prima", found.ratio.point, found.ratio.low, found.ratio.high)
        shown.append(values("Rapporto dei tempi", [ratio], share=False))
    return shown


def groups(found: Analysis) -> list[tuple[Cell, ...]]:
    """Municipalities, described only; few people are not shown."""
    from workbench.publication import THRESHOLDS

    few = THRESHOLDS["apprendimento"]
    return [
        (each.name, FEW, "–", "–", "–")
        if each.n < few
        else (
            each.name,
            number(each.n),
            number(each.before, 2),
            number(each.after, 2),
            number(each.difference, 2, sign=True),
        )
        for each in found.municipalities
    ]


def cannot(found: Analysis) -> tuple[str, ...]:
    """What must be read beside the figures, and what no figure here can answer."""
    always = (
        "Quanto del cambiamento venga dalla formazione: senza l'ordine di avvio estratto, o senza chi "
        "aspetta il proprio turno, non si separa dal tempo e dal test ripetuto.",
        "Che cosa sarebbe di chi non si è misurato due volte.",
    )
    return (*found.warnings, *always)


def _share(share: float | None) -> str:
    return UNKNOWN if share is None else percent(share, 0)


def _between(interval: object) -> str:
    point, low, high = (getattr(interval, name) for name in ("point", "low", "high"))
    return f"{number(point, 2)} (intervallo al 95 % da {number(low, 2)} a {number(high, 2)})"
