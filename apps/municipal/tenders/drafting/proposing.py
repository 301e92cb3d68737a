"""The two texts that a model may write, as proposals that a person accepts, changed or not."""

from dataclasses import dataclass

from apps.municipal.tenders.drafting.composing import compose
from apps.municipal.tenders.drafting.draft import Accepted, Draft, Proposal, Subject
from apps.municipal.tenders.drafting.request import Request
from apps.municipal.tenders.wizard.reading import euro
from workbench.backends import Backend, Decoding, Message
from workbench.documents.characters import clean
from workbench.errors import UserError
from workbench.privacy import masked

LONGEST = 6_000
"""characters of what the person tells the model, and of what is accepted"""
DECODING = {"oggetto": Decoding(max_tokens=80), "motivazione": Decoding(max_tokens=350)}
TASKS = {
    "oggetto": (
        "Scrivere l'oggetto dell'atto in una sola frase di al massimo quaranta parole: che cosa si acquista, "
        "per quale ufficio o luogo, per quanto tempo. Non scrivere importi, nomi, norme o codici."
    ),
    "motivazione": (
        "Scrivere la motivazione dell'atto in al massimo centocinquanta parole: perché la scelta soddisfa il "
        "bisogno. Usare soltanto i fatti riportati sotto. Non citare norme, sentenze o codici e non "
        "aggiungere fatti, nomi o cifre."
    ),
}
NOUNS = {
    "lavori": "lavori",
    "forniture": "fornitura",
    "servizi": "servizio",
    "servizi_sociali": "servizio sociale",
    "servizi_ingegneria": "servizio di ingegneria o architettura",
    "concessione": "concessione",
}


@dataclass(frozen=True)
class Asker:
    """Which model answers, and for whom: `person` is a pseudonym, for the quota and the fair queue."""

    model: str = ""
    person: str = ""


def propose(
    backend: Backend,
    request: Request,
    what: Subject,
    notes: str = "",
    asker: Asker = Asker(),
) -> Proposal:
    """What a model writes from a request and notes. Personal data are masked before sending, and counted.

    Raises:
        UserError: without anything to write about, and when the model cannot answer.
    """
    facts = f"{request.caso.descrizione}\n{notes}".strip()
    if not facts:
        raise UserError(
            "Non c'è nulla da cui scrivere una proposta.",
            remedy="Descrivere in parole l'acquisto, o scrivere qualche nota.",
        )
    hidden, starts = masked(facts[:LONGEST])
    prompt = _prompt(request, what, hidden)
    messages: list[Message] = [{"role": "user", "content": prompt}]
    answer = backend.complete(messages, model=asker.model, decoding=DECODING[what], person=asker.person)
    return Proposal(what, answer.text.strip(), answer.model, prompt, len(starts), answer.seconds)


def accept(draft: Draft, proposal: Proposal, text: str) -> Draft:
    """The draft with the text that a person accepted, and how far it is from the proposal."""
    kept = clean(text).strip()
    if not kept:
        raise UserError("Il testo accettato è vuoto.", remedy="Scriverlo, oppure scartare la proposta.")
    if len(kept) > LONGEST:
        raise UserError(
            f"Il testo accettato è troppo lungo: al massimo {LONGEST} caratteri.", remedy="Abbreviarlo."
        )
    others = tuple(each for each in draft.accepted if each.proposal.subject != proposal.subject)
    taken = Accepted(proposal, kept, distance(proposal.text, kept))
    return compose(draft.request, {**draft.values, proposal.subject: kept}, (*others, taken))


def distance(one: str, other: str) -> float:
    """Levenshtein distance in characters over the length of the longer text: 0 equal, 1 nothing in common."""
    if one == other:
        return 0.0
    row = list(range(len(other) + 1))
    for at, character in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, wanted in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (character != wanted)),
            )
    return row[-1] / max(len(one), len(other))


def _prompt(request: Request, what: Subject, facts: str) -> str:
    act = request.atto.replace("_", " ")
    return (
        f"{TASKS[what]}\n\nAtto: {act}.\nTipo di acquisto: {NOUNS[request.caso.oggetto]}.\n"
        f"Valore stimato: {euro(request.caso.totale)}, IVA esclusa.\n"
        f"Fatti:\n{facts}\n\nScrivere soltanto il testo richiesto."
    )
