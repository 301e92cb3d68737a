"""Signals of splitting: adjacent awards for one need, amounts kept below a limit."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.statements import accented
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import wording

SAME = r"(?:stess[oaie]|medesim[oaie]|analog\w+|identic\w+|ugual[ei]|allo\s+stesso|del\s+medesimo)"
INTENT = wording(
    r"\b(?:così\s+da|così\s+che|di\s+modo\s+che|sicché|talché|in\s+maniera\s+(?:da|che)|in\s+modo\s+da|in\s+modo\s+che|al\s+fine\s+di|onde|allo\s+scopo\s+di|per|cosicché|affinché|tale\s+da)\s+(?:\w+\s+){0,4}?(?:rest\w+|riman\w+|manten\w+|stare|non\s+(?:super(?!ior)\w+|oltrepass\w+|eccede\w+|raggiung\w+)|evita\w+|contene\w+|rientra\w*|sottrar\w+|eluder\w+|aggira\w+|non\s+(?:\w+\s+)?(?:ricorrere|indire|bandire|espletare|esperire))\b~{0,70}?\b(?:sogli[ae]|limit[ei]|sotto|gara|procedur[ae]\s+(?:negoziat|apert)[ae]|140\.000|150\.000|40\.000|5\.000|mercato\s+elettronico|MEPA|affidamento\s+diretto)"
    r"|\b(?:mantenendo|tenendo)\s+(?:ciascun\w*|ogni|i\s+singoli|le\s+singole|entramb\w)\b~{0,30}?\b(?:sotto|entro|inferior\w+)\b|\bfrazion\w+~{0,60}?\b(?:al\s+fine\s+di|per|così\s+da|in\s+modo\s+da|onde)\s+(?:poter\w*\s+)?(?:utilizza|ricorr|applica|proced|affida|conferi)\w+~{0,40}?\b(?:affidament\w+\s+dirett\w+|direttamente)"
)
PARTED = re.compile(
    r"\b(?:affidament\w+|acquist\w+|import\w+|suddivi\w+|frazion\w+|divi(?:so|sa|dere|si|dono|sione)|lott[oi]|incaric\w+|ordin[ei]|fornitur\w+|servizi\w*|contratt\w+|separat\w+|singol\w+|tranche|spes[ae])\b",
    re.IGNORECASE,
)
HONEST = wording(
    r"\b(?:non\s+(?:è|sono|risult\w+|costituisc\w+|comporta|vi\s+è|si\s+configur\w+|ricorr\w+|può|possono|viene|si\s+procede|stat\w)\b~{0,60}?(?:frazion\w+|suddivis\w+|artific\w+|divis\w+)|divieto|vietat\w+|senza\s+(?:alcun\s+)?(?:artificios\w+\s+)?frazionament\w+|artificiosa?mente|penal\w+|garanzi\w+|nessun\s+frazionament|non\s+artificios)"
)
ADJACENT = wording(
    rf"\b(?:separat[oaie]|distint[oaie]|successiv[oaie]|ulterior[ei]|second[oaie]|altr[oaie]|autonom[oaie]|nuov[oaie])\s+(?:e\s+\w+\s+)?(?:affidament[oi]|determin\w+|ordin[ei]|incaric\w+|contratt\w|acquist\w)(?:\s+dirett[oi])?\b~{{0,140}}?\b{SAME}\b~{{0,60}}"
    rf"|\b{SAME}\s+(?:\w+\s+)?(?:servizi\w*|fornitur\w|prestazion\w|operator\w|fornitor\w|ditta|impresa|lavor\w|interven\w+)\b~{{0,110}}?\b(?:separat[oaie]|distint[oaie]|successiv[oaie]|ulterior[ei]|second[oaie])\s+(?:affidament[oi]|determin\w+|ordin[ei]|incaric\w+|contratt\w)(?:\s+dirett[oi])?"
    r"|\b(?:suddivi\w+|frazion\w+|ripart\w+|divi(?:so|sa|si|se|dere))\b~{0,60}?\b(?:in\s+)?(?:due|tre|quattro|più|distint\w|separat\w|singol\w|success\w+)\s+(?:\w+\s+){0,2}?(?:affidament\w+|determin\w+|incaric\w+|ordin[ei]|contratt[oi]|att[oi]|provvediment[oi]|procedur[ae]|part[ei]|moment[oi]|ordinativ[oi]|impegn[oi]|trattativ[ae]|period[oi]|tranche|semestr\w)\b"
)
FUTURE = re.compile(
    r"\b(?:si\s+(?:prevede|provvederà|procederà|affiderà|darà)|sarà|saranno|verr\w+|seguirà|seguiranno|stess[oa]\s+(?:anno|mese|esercizio|giorno)|contestual\w+|in\s+pari\s+data|è\s+stat\w|sono\s+stat\w|già|prossim\w+|restante|rimanent\w+|frazion\w+|suddivi\w+|ripart\w+|divi\w+|con)\b",
    re.IGNORECASE,
)
SPLIT = "Il valore dell'affidamento comprende l'intero fabbisogno del periodo; non è stato suddiviso (art. 14, comma 6, del D.Lgs. 36/2023)."


def _splitting(standing: Standing) -> Iterator[Found]:
    text = accented(standing.act.text)
    marked: list[tuple[int, int]] = []
    for match in (*scan(ADJACENT, text), *scan(INTENT, text)):
        one, other = standing.act.flat.sentence(match.start(), match.end())
        sentence = text[one:other]
        needed = PARTED if match.re is INTENT else FUTURE
        if (
            not needed.search(sentence)
            or HONEST.search(sentence)
            or any(start <= match.start() < end for start, end in marked)
        ):
            continue
        if match.re is ADJACENT and re.search(
            r"\b(?:proroga|opzion\w+|rinnov\w+|subappalt\w*|ripetizion\w+|lott[oi]\b|autorizza\w*|non\b|nomin\w+|responsabile\s+del\s+trattamento|impegn\w+|fattur\w+|pagament\w+|canon\w+)\b",
            sentence,
            re.I,
        ):
            continue
        marked.append((one, other))
        yield Found(
            match.start(),
            match.end(),
            "Segnale di frazionamento: più affidamenti per lo stesso bisogno, o un importo diviso per restare sotto un limite.",
            SPLIT,
        )


SPLITTING = (
    clause(
        "frazionamento",
        "art. 14 c. 6",
        "Dividere un acquisto per restare sotto una soglia è vietato: chi firma deve poter spiegare perché gli affidamenti sono più d'uno.",
        _splitting,
        "verificata",
    ),
)
