"""Brands and models that an act imposes."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.statements import Statement, small, stated, words
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing

LABEL = r"(?!(?-i:Ecolabel|UE|CE|UNI|EN|ISO|FSC|PEFC|Energy|Nordic|Blauer|Angelo|IMQ|ENEC|DOP|IGP|Comune|Regione|Italia|Naturaplus|OEKO|Cradle|Full|Core|Cloud|Euro|Class[ei]|Bluetooth|Gigabit|Smart|Open|Web)\b)"
"""marks that say a quality, not who makes a thing"""
BRAND = words(
    r"\b(?:marc(?:a|hio)\s+[«\"]?"
    + LABEL
    + r"(?-i:[A-Z])\w+|model(?:lo|li)\s+[«\"]?(?-i:[A-Z])[\w-]+[^.;\n]{0,40}?\b(?:della\s+(?:ditta|casa|marca)|di|marca)\s+(?-i:[A-Z])\w+|(?:dalla\s+ditta|della\s+ditta|prodott\w\s+da|della\s+casa|di\s+produzione)\s+[«\"]?(?-i:[A-Z])\w+|tipo\s+[«\"](?-i:[A-Z])[^»\"]{2,40}[»\"])"
)
KEY = re.compile(r"marc[ah]|modell|ditta|casa\b|prodott|di produ|tipo [«\"]")
THING = r"\b(?:detergent[ei]|detersiv[oi]|aspirapolver[ei]|lavapaviment[oi]|monospazzol[ae]|idropulitric[ei]|sacchi|distributor[ei]|dispenser|carrell[oi]|forn[oi]|frigorifer[oi]|lavastovigli[ea]|lampad[ae]|corp[oi]\s+illuminant[ei]|toner|stampant[ei]|fotocopiatric[ei]|multifunzion[ei]|notebook|computer|monitor|server|tablet|telefon[oi]|videocamer[ae]|telecamer[ae]|proiettor[ei]|condizionator[ei]|caldai[ae]|pomp[ae]|sedi[ae]|scrivani[ae]|giochi|altalen[ae]|trattor[ei]|tosaerba|decespugliator[ei]|motoseg[ae]|furgon[ei]|autocarr[oi]|autovettur[ae]|scuolabus|vernic[ei]|pittur[ae]|guain[ae]|pasta|software|gestionale|licenz[ae]|antivirus|firewall|switch|pneumatic[oi]|prodott[oi])"
OF_THING = re.compile(
    rf"{THING}(?:\s+(?:professional[ei]|gestional[ei]|neutr[oi]|LED|laser|elettric[oaie]|tipo|modello))?\s+(?:(?:deve|devono|dovrà|dovranno)\s+essere\s+(?:esclusivamente\s+)?(?:di\s+|del\s+tipo\s+)?|(?:è|sono|sarà|saranno)\s+(?:di\s+|del\s+tipo\s+)|del\s+tipo\s+)?$"
)
NAMED = re.compile(
    rf"\b{LABEL}(?-i:[A-Z][a-z]{{2,}}|HP|LG|IBM|FIAT|IVECO|DELL|ASUS|ACER|STIHL|AEG)\s+(?-i:[A-Z][a-z]{{2,}}\w*|[A-Z]{{1,4}}[\s-]?\d\w*|[A-Z]{{2,4}}\b|[A-Z]\w+\s+\w+\s+\d{{2,4}}\b|[A-Z][a-z]*[A-Z]\w*)"
)
"""a thing with two names after it, who makes it and which one: «aspirapolvere Nilfisk GD 930»"""
PLACED = re.compile(
    r"\b(?:Scuol|Istitut|Pless|Comun|Via|Viale|Piazz|Sal[ae]|Bibliotec|Palestr|Asil|Centr|Uffic|Palazz|Polizi|Protezion|Cas[ae]|Camp|Parc|Vill[ae]|Class[ei]|Decret|Allegat|Settor|Serviz|Area|Lott|Croce|Corpo|San|Santa)\w*\b"
)
"""names of places and offices"""
PRESCRIBED = words(
    r"\b(?:sono|è|siano|sia|sarà|saranno|dev\w+|dovr\w+|richiest\w+|fornisc\w+|fornit\w+|fornir\w+|utilizz\w+|usa(?:no|re|ti|to)?|impieg\w+|dotat\w+|esclusivamente)\b"
)
SAME = words(
    r"\bequivalent\w+|\bequipollent\w+|\bsimilar\w+|\banalog\w+|\bo\s+simile|\bcompatibil\w+|\besistent\w+|\bgià\s+(?:install|in\s+uso|present|dotazion)\w+|\battualmente\b|\binstallat\w+|\bsoftware\s+in\s+uso|\bmanutenzion\w+|\bassistenza\b|\bcontratto\s+in\s+corso"
)
EQUIVALENT = "Ogni riferimento a marche o modelli si intende seguito dall'espressione «o equivalente» (art. 79 e allegato II.5 del D.Lgs. 36/2023)."
LOCKED = (
    Statement(
        r"\b(?:prodott\w|articol\w|model\w+|march\w*|marca|beni|bene|materiali|apparecch\w+|arred\w+|ricamb\w+|sedi\w+|dispositiv\w+|apparat\w+|veicol\w+|attrezzatur\w+|fornitur\w+|offert\w+|licenz\w+|software|toner|cartucc\w+|modell\w+|giochi?|corpi\s+illuminanti)\b",
        r"\b(?:(?:non\s+(?:sono|è|saranno|sarà|si|verranno|vengono)\s+(?:\w+\s+){0,3}?(?:ammess|accett|ammett|consent|valut|pres)\w+\s+|senza\s+(?:\w+\s+){0,4}?|esclus[oaie]\s+(?:\w+\s+){0,3}?|vietat\w+\s+(?:\w+\s+){0,3}?|nessun\w*\s+(?:\w+\s+)?)(?:\w+\s+){0,3}?(?:equivalen(?:t[ei]|za)|alternativ\w+|altr[eia]\s+(?:marc\w+|model\w+|produttor\w+|prodott\w+|fabbricant\w+|costruttor\w+|cas[ae]\b)|marche\s+diverse)|(?:equivalent[ei]|marche\s+diverse|altre\s+marche)[^.;]{0,40}?\b(?:non\s+(?:sono|è|saranno|verranno)|esclus\w+|vietat\w+)|(?:sol[oi]|soltanto|esclusivamente|unicamente)\s+(?:\w+\s+){0,4}?(?:della|di)\s+(?:marca|casa)\s+(?:indicat|richiest|sopra|citat)\w*)",
        "Una marca o un modello imposto, senza equivalenti: restringe la concorrenza.",
        EQUIVALENT,
        unless=r"\b(?:CCNL|contratt\w+\s+collettiv\w+|tutele|variant\w+|in\s+sede\s+di\s+offerta\s+alternativ|offert\w+\s+alternativ\w+|salvo|criter\w+|lavorator\w+)\b",
        reach=140,
    ),
)


def _named(text: str) -> list[re.Match[str]]:
    """Brands by their word, and two names after the thing that they make, in order."""
    near = (BRAND.search(text, max(0, key.start() - 8), key.end() + 100) for key in KEY.finditer(small(text)))
    pairs = (
        each for each in scan(NAMED, text) if OF_THING.search(text, max(0, each.start() - 70), each.start())
    )
    return sorted((each for each in (*near, *pairs) if each), key=lambda each: each.start())


def _brands(standing: Standing) -> Iterator[Found]:
    """A brand without «o equivalente»: said so, or left out of what must be supplied."""
    text = standing.act.text
    yield from stated(*LOCKED)(standing)
    if re.search(r"intende\w*\s+(?:\w+\s+){0,4}?«?o\s+equivalent", text, re.I):
        return
    for match in _named(text):
        one, other = standing.act.flat.sentence(match.start(), match.end())
        is_asked = "forniture" in standing.kinds or PRESCRIBED.search(text, max(0, one - 3), other)
        is_open = SAME.search(text, one, other) or re.search(r"equivalent", text[other : other + 160], re.I)
        if not is_asked or is_open or PLACED.search(match[0]):
            continue
        message = "Una marca o un modello senza «o equivalente»: restringe la concorrenza."
        yield Found(match.start(), match.end(), message, EQUIVALENT)
        return


BRANDS = (
    of_tender(
        clause(
            "marca",
            "art. 79; allegato II.5",
            "Chi impone una marca sceglie il fornitore prima della gara.",
            _brands,
            "alta",
        ),
    ),
)
