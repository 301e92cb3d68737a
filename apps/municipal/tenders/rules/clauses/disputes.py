"""Disputes: arbitration without leave, the judge renounced in advance."""

from collections.abc import Iterator

from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.statements import Statement, stated
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing

ARBITRATION = Statement(
    r"\barbitr\w+|\bclausola\s+compromissoria|\bcompromess[oi]\b|\bcollegio\s+arbitrale",
    r"\b(?:senza|non\s+(?:occorr|serv|è|necessit|richied))\w*\s+(?:\w+\s+){0,4}?(?:autorizzazion\w+|autorizzat\w)|\b(?:senza|non\s+(?:può|possono|potrà|potranno|è\s+(?:ammess|consentit)\w|ha|avrà))\s+(?:\w+['\s]\s?){0,4}?(?:ricus\w+|rifiut\w+)",
    "L'arbitrato vuole un'autorizzazione motivata, e chi si aggiudica il contratto può rifiutarlo.",
    "Le controversie sono devolute al giudice ordinario; è escluso l'arbitrato (art. 213 del D.Lgs. 36/2023).",
    unless=r"\b(?:senza\s+(?:la\s+)?(?:previa\s+|preventiva\s+)?autorizzazione\s+(?:\w+\s+){0,4}?(?:è|sono|sarebbe)\s+null\w|non\s+(?:è|può|sono|si\s+può)\s+(?:\w+\s+){0,4}?senza|null[oa]|nullità|commissari|arbitrari\w+)\b",
    reach=140,
    titled=True,
)
DISPUTES = (
    ARBITRATION,
    Statement(
        r"\b(?:controversi[ae]|liti|lite|vertenz[ae]|contestazion[ei]|divergenz[ae]|contenzios[oi]|contrast[oi]|disaccord[oi]|question[ei])\b",
        r"\barbitr(?:o|i|at[oi]|ale|ali)\b",
        "L'arbitrato vuole un'autorizzazione motivata, e chi si aggiudica il contratto può rifiutarlo.",
        "Le controversie sono devolute al giudice ordinario; è escluso l'arbitrato (art. 213 del D.Lgs. 36/2023).",
        unless=r"\b(?:esclus\w+|esclud\w+|non\s+(?:è|sono|può|possono|potr\w+|sarà|saranno|viene|vengono|opera|trova|ammess\w|previst\w|compromett\w+|si\s+(?:va|ricorr\w+|fa|deferi\w+|ammett\w+|applica\w*|accett\w+|preved\w+|us\w+|rivolg\w+))\b|nessun\w*|niente|mai|autorizza\w+|ricus\w+|collegio\s+consultivo|vietat\w+|213|né|senza\s+(?:ricorso\s+ad\s+)?arbitr\w+|facoltà\s+di\s+rifiut\w+|divieto)",
        reach=160,
        titled=True,
    ),
    Statement(
        r"\b(?:ricors[oi]|impugna\w+|azion[ei]\s+(?:giudiziari\w|legal\w)|tutela\s+giurisdizionale|adire)\b",
        r"\b(?:rinunci\w+|non\s+(?:può|potrà|possono|potranno)\s+(?:\w+\s+){0,2}?(?:impugn|ricorr|propor|adire|promuov)\w*|esclus[oa]\s+(?:ogni|qualsiasi|qualunque|il)\s+(?:\w+\s+)?(?:ricors|impugna|gravam)\w*|(?:non\s+(?:è|sono)|senza\s+possibilità\s+di)\s+(?:\w+\s+)?(?:ricorribil|impugnabil|ricors|impugna)\w*)",
        "La rinuncia preventiva al ricorso è nulla.",
        "Contro gli atti della procedura è ammesso ricorso al TAR nei termini di legge (art. 120 c.p.a.).",
        unless=r"\b(?:preventiva\s+escussione|beneficio|autonomamente|straordinari\w+|Presidente|Capo\s+dello\s+Stato|avvaliment\w+|amministrativ\w+\s+gerarchic\w+)",
        reach=100,
    ),
)
FURTHER = 260
"""characters after a clause in which the same arbitration is said again"""


def _disputes(standing: Standing) -> Iterator[Found]:
    """One arbitration is told once, where the act says most of it."""
    found = list(stated(*DISPUTES)(standing))
    worse = [
        each.start
        for each in found
        if each.suggestion == ARBITRATION.suggestion and "senza" in standing.act.text[each.start : each.end]
    ]
    for each in found:
        is_told = any(each.end <= start < each.end + FURTHER for start in worse)
        if not is_told:
            yield each


DISPUTED = (
    clause(
        "controversie",
        "art. 213; art. 24 Cost.",
        "Nessuno rinuncia in anticipo al giudice.",
        _disputes,
        "alta",
    ),
)
