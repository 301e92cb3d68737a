"""What must be read beside the figures of a study, in words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workbench.italian import listed, number, percent

if TYPE_CHECKING:
    from workbench.studies.analysis import Flow, Group

FEW_MUNICIPALITIES = 10
"""under so many, cluster-robust tests reject too often: municipalities are only described"""
FEWEST_OF_A_FORM = 0.4
MANY_MISSING = 0.1
FEW_RATE = 0.6
DIFFERENT = 0.25


def of_municipalities(groups: Sequence["Group"], smallest: float | None) -> Iterator[str]:
    """Where the change of each municipality is shown, and why no star stands beside it."""
    if smallest is None or len(groups) >= FEW_MUNICIPALITIES:
        return
    where = "Un solo comune" if len(groups) == 1 else f"{len(groups)} comuni"
    yield (
        f"Descrittivo. {where}: con le sole misure di prima e dopo il p più piccolo possibile è "
        f"{number(smallest, 4).rstrip('0').rstrip(',')}, qualunque siano i dati; perciò qui non ci sono "
        "né p né asterischi. Gli intervalli valgono per queste persone, non per altri comuni."
    )
    yield (
        "Prima e dopo, senza chi aspetta il proprio turno, non separano l'effetto del corso da tutto il "
        "resto che è cambiato nel frattempo."
    )


def of_forms(groups: Sequence["Group"]) -> Iterator[str]:
    """Whether the two forms were given in both orders, about as often."""
    pairs = sum(group.n for group in groups)
    same = [group.name for group in groups if len(set(group.name.split(" → "))) == 1]
    if same:
        yield (
            f"La stessa forma prima e dopo ({listed(same)}): una parte della differenza può essere il "
            "ricordo delle domande."
        )
    elif len(groups) == 1 or (pairs and min(group.n for group in groups) < FEWEST_OF_A_FORM * pairs):
        shares = listed([f"{group.name} {percent(group.n / pairs, 0)}" for group in groups])
        yield (
            f"I due ordini delle forme non sono bilanciati ({shares}): la differenza contiene anche quella "
            "di difficoltà tra le forme."
        )


def of_choice() -> str:
    return (
        "Questo gruppo è stato scelto per il punteggio iniziale: chi parte basso risale da sé (regressione "
        "verso la media), anche senza alcun effetto. La differenza non va attribuita al corso."
    )


def of_flow(flow: "Flow", missing: float | None, leavers: float | None) -> Iterator[str]:
    """Rates that are unknown, or so low that who is missing may change the picture."""
    if flow.cards is None:
        yield "Non è scritto quante tessere sono state consegnate: il tasso di risposta non si conosce."
    elif flow.response is not None and flow.response > 1:
        yield "Le persone misurate sono più delle tessere scritte: il tasso di risposta non è credibile."
    for name, rate in (("risposta", flow.response), ("abbinamento", flow.pairing)):
        if rate is not None and rate < FEW_RATE:
            yield f"Il tasso di {name} è {percent(rate, 0)}: chi manca potrebbe cambiare il risultato."
    if missing is not None and missing > MANY_MISSING:
        yield f"Senza punteggio il {percent(missing, 0)} delle misure: troppe risposte lasciate in bianco."
    if leavers is not None and abs(leavers) > DIFFERENT:
        side = "più basso" if leavers < 0 else "più alto"
        yield (
            f"Chi non è tornato partiva {side} di chi è tornato ({number(leavers, 2, sign=True)} deviazioni "
            "standard): le coppie non rappresentano tutti."
        )
