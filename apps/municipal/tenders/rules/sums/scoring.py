"""What sentences say of scores: lists in a row, thresholds as shares, worked formulas, technical and economic points."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import WORD, from_numbers, read_count
from apps.municipal.tenders.rules.sums.scores import score_lists
from apps.municipal.tenders.rules.sums.tabling import shown
from apps.municipal.tenders.rules.sums.weights import POINTS, SIDE, points_of

WHY = "Punteggi, soglie ed esempi di calcolo devono tornare: su di essi si decide la gara."
FULL, LEAST_TECHNICAL = 100, 20
NUMBER = rf"(?:\d{{1,3}}|(?!un[oa']?\b){WORD})"
FULL_LIST = re.compile(
    r"\b(?:su|(?:ripartizione|suddivisione|distribuzione)\s+dei|totale\s+di|complessiv\w+|massimo\s+di|attribuit\w+|assegnat\w+|ripartit\w+|base\s+di)\s+(?:un\s+totale\s+di\s+|un\s+massimo\s+di\s+)?(?P<full>100|cento)(?:\s+punti)?(?:\s+[a-zàèéìòù]+){0,4}\s*:\s*(?P<items>[^\n]{15,420}?\d[^\n]{0,12}?)(?=\.\s+[A-ZÀÈÉÌÒÙ]|\.?\n|\.?\Z)",
    re.IGNORECASE,
)
ITEM = re.compile(
    r"[^\W\d_][^;:\d]{2,90}?[\s(:,–-]+(?:max\.?\s+|massimo\s+|fino\s+a\s+|punti\s+)?(?P<points>\d{1,2}(?:,\d)?)(?:\s*(?:punti|p\.|%))?\)?(?=\s*(?:[;.,)]|\be\b|$))",
    re.IGNORECASE,
)
PAIRS = (
    re.compile(
        rf"\b(?P<one>{NUMBER})\b\s*(?:punti|%|per\s?cento)?\s*(?:per|all'|alla|al|a|di|sono)?\s*(?:l'|la\s+|il\s+|gli\s+)?(?:punti\s+)?(?:offerta\s+|parte\s+|componente\s+|elementi?\s+|valutazione\s+)?(?:tecnic\w+|qualità|qualitativ\w+|(?:del\s+)?progetto)\s*(?:,|;|e|ed|/|\+|–|-)\s*(?:(?:e|di|con|max\.?|massimo|fino\s+a|punti)\s+)*(?P<two>{NUMBER})\b\s*(?:punti|%|per\s?cento)?\s*(?:per|all'|alla|al|a|di|sono)?\s*(?:l'|la\s+|il\s+)?(?:offerta\s+|parte\s+|componente\s+|quella\s+|elemento\s+)?(?:economic\w+|prezzo|quantitativ\w+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:qualità|tecnic[aoi])\s*(?:[:=(]|max\.?|punti|fino\s+a|\s)*(?P<one>\d{2})\s*(?:punti|%|/\s?100)?\s*\)?\s*(?:,|;|e|/|\+|–|-|\s)\s*(?:al\s+|il\s+|e\s+)?(?:prezzo|economic[aoi])\s*(?:[:=(]|max\.?|punti|fino\s+a|\s)*(?P<two>\d{2})\b(?!\s*(?:giorni|mesi|anni|[.,]\d))",
        re.IGNORECASE,
    ),
)
OF_HIGHEST = re.compile(
    rf"(?P<points>{NUMBER})\s+punti(?:\s+(?!su\b)\w+){{0,4}}?\s*,?\s*(?:\(|(?:cioè|pari|ossia|corrispondent\w+|equivalent\w+|che\s+(?:sono|corrispond\w+))\s+(?:a|al|il|all'|l'|del|dell')?)\s*(?:pari\s+al\s+|il\s+|l')?(?P<share>{NUMBER})\s?(?:%|per\s?cento)\s+(?:de[li]|degli|di|sul)\s+(?:(?:punteggio\s+)?(?:tecnico\s+)?(?:massimo|totale)|(?:punti\s+)?tecnic\w+|punteggio|(?P<most>\d{{2,3}}))",
    re.IGNORECASE,
)
ON_HIGHEST = re.compile(
    rf"(?P<points>{NUMBER})\s+punti\s+su\s+(?P<most>\d{{2,3}})[^.;\n\d]{{0,20}}?\b(?:pari|cioè|ossia|corrispond\w+)\s+(?:al|il|all'|l')\s*(?P<share>{NUMBER})\s?(?:%|per\s?cento)",
    re.IGNORECASE,
)
LINE = re.compile(r"[^\n]+")
BARRIER = re.compile(
    rf"\b(?:soglia(?:\s+minima)?(?:\s+di\s+sbarramento)?|sbarramento|punteggio\s+(?:tecnico\s+)?minimo)(?:\s+\w+){{0,6}}?\s+(?:è\s+)?(?:fissat\w+\s+)?(?:di|a|in|:)\s*(?:almeno\s+)?(?P<least>{NUMBER})\s+punti",
    re.IGNORECASE,
)
LEAST_LABEL = re.compile(
    r"\b(?:punteggio\s+(?:tecnico\s+)?minimo|soglia(?:\s+minima)?(?:\s+di\s+sbarramento)?)\b[^:|\n\d]{0,60}[:|]\s*(?P<least>\d{1,3})\b(?!\s*(?:%|/|su\b|per\s?cento)|[.,]\d)",
    re.IGNORECASE,
)
UNDER = re.compile(
    rf"\b(?:(?:al\s+)?d[ie]?\s?sotto|sotto\s+(?:i|la\s+soglia)|inferior[ei]|meno|almeno|non\s+raggiung\w+|raggiung\w+|non\s+ottien\w+|ottien\w+|ottenga\w*|consegu\w+)\s+(?:a(?:i|gli|lla\s+soglia)?\s+|di\s+|dei\s+|i\s+|almeno\s+|la\s+soglia\s+di\s+)*(?P<least>{NUMBER})\s+punti\b(?!\s*(?:su|/)\s*\d)",
    re.IGNORECASE,
)
OF_CRITERION = re.compile(
    r"\b(?:nel(?:la)?|nell'|per\s+(?:il|la|l')|sul(?:la)?|relativ\w+\s+al(?:la)?|criterio|voce)\s*(?:criterio\s+|voce\s+)?[«\"]?(?P<name>[a-zàèéìòù]{5,})(?:[^.;\n\d()]|\([^()\n]{0,30}\)){0,60}?\b(?:almeno|meno\s+di|inferior\w+\s+a|minimo\s+di|raggiung\w+|sotto\s+i)\s+(?P<least>\d{1,3})\s+punti\b",
    re.IGNORECASE,
)
ADMITS = re.compile(
    r"\b(?:non\s+accede|acced\w+|esclu\w+|ammess\w+|passa\w*|prosegu\w+|sogli\w+|sbarrament\w+)\b",
    re.IGNORECASE,
)
OF_QUALITY = re.compile(r"\b(?:tecnic\w+|qualit\w+|qualitativ\w+)\b", re.IGNORECASE)
EXAMPLE = re.compile(
    r"ribasso\s+(?:offerto\s+)?(?:del(?:l')?|di|pari\s+al(?:l')?)\s*(?P<own>\d{1,2}(?:,\d+)?)\s?(?:%|per\s?cento)[^.;]{0,70}?\b(?:massimo|migliore|più\s+alto|maggiore)\s+(?:ribasso\s+)?(?:del(?:l')?|di|pari\s+al(?:l')?)\s*(?P<best>\d{1,2}(?:,\d+)?)\s?(?:%|per\s?cento)[^.;\d]{0,40}?(?P<points>\d{1,2}(?:,\d+)?)\s+punti",
    re.IGNORECASE,
)
FORMULA = re.compile(r"(?P<most>\d{1,2})\s*[×x*]\s*\(?\s*(?:ribasso|R|Ri|Ra)\b", re.IGNORECASE)


GIVEN = re.compile(
    r"\b(?:ottien\w+|ottenut\w+|consegu\w+|riport\w+|totalizz\w+|raggiunt\w+|graduatoria|esit[oi]|classificat\w+|offerente|concorrente\s+[A-Z]|attribui(?:sce|to|ti)\s+a\s+(?-i:[A-Z]))\b|\battribui\w+\s+a\s+(?-i:[A-Z])",
    re.IGNORECASE,
)
"""scores that a bidder has, not those that there are"""


OWN_TOTAL = re.compile(
    r"\s*(?:punti)?\s*[,;(]?\s*(?:per\s+un\s+|in\s+)?total[ei]\s*(?:di|:)?\s*(?:punti\s+)?(?!100\b)\d{2}\b",
    re.IGNORECASE,
)
TECHNICAL = re.compile(
    rf"\b(?:alla|per\s+la|della)\s+(?:qualità|parte\s+(?:tecnica|qualitativa)|componente\s+tecnica)\b(?!\s+almeno)[^.;\n\d]{{0,40}}?\b(?:sono|spettano|vanno|riserva\w+|attribui\w+)\s+(?:\w+\s+)?(?P<before>{NUMBER})\s+punti|\b(?P<after>{NUMBER})\s+punti\s+(?:per|al)la\s+(?:qualità|parte\s+(?:tecnica|qualitativa))\b",
    re.IGNORECASE,
)


def _full_lists(act: Act) -> Iterator[Found]:
    """«su cento disponibili: esperienza, 40; tempi, 30; qualità, 25»."""
    for match in scan(FULL_LIST, act.text):
        points = [Decimal(each["points"].replace(",", ".")) for each in ITEM.finditer(match["items"])]
        total = sum(points, Decimal(0))
        if len(points) > 1 and total != FULL and Decimal(75) <= total <= Decimal(130):
            message = f"Le voci sommano {shown(total)} punti, non 100."
            yield Found(match.start("full"), match.end("items"), message, "Portare a 100 la somma.")


def _pairs(act: Act) -> Iterator[Found]:
    """«70 punti tecnici, 35 economici», «qualità 70 / prezzo 25»."""
    for pattern in PAIRS:
        led = pattern is PAIRS[0]
        for match in from_numbers(pattern, act.text) if led else scan(pattern, act.text):
            one, two = (read_count(match[name]) or 0 for name in ("one", "two"))
            total = one + two
            given = GIVEN.search(act.sentence(match.start(), match.end())) or GIVEN.search(
                act.text, max(0, match.start() - 40), match.start()
            )
            given = given or OWN_TOTAL.match(act.text, match.end())
            if not given and total != FULL and 60 <= total <= 150 and one >= LEAST_TECHNICAL:
                message = f"I due punteggi sommano {total}, non 100."
                yield Found(match.start(), match.end(), message, "Portare a 100 la somma dei due punteggi.")


RATIO = re.compile(
    r"\b(?:rapporto\s+)?qualit(?:à|a')\s?/\s?prezzo\b[^.;\d\n]{0,40}?(?P<one>\d{2})\s?/\s?(?P<two>\d{2})(?![\d/])"
    r"|\btecnic\w+\s*:?\s*(?P<tech>\d{2})\s?%\s*[,;e]\s*(?:(?:componente|offerta|parte)\s+)?economic\w+\s*:?\s*(?P<price>\d{2})\s?%"
    r"|(?P<many>\d{2})(?:\s+punti\s+su\s+|\s?/\s?)100\s+(?:al|per)\w*\s*(?:l[a']\s*)?(?:componente|offerta|parte)\s+tecnica\s+e\s+(?P<few>\d{2})(?:\s+punti\s+su\s+|\s?/\s?)100",
    re.IGNORECASE,
)


def _ratio(act: Act) -> Iterator[Found]:
    """«rapporto qualità/prezzo 70/40», «componente tecnica 70%, componente economica 40%»."""
    for match in scan(RATIO, act.text):
        one, two = (int(each) for each in match.groups() if each)
        if one + two != FULL and 60 <= one + two <= 150:
            message = f"I due punteggi sommano {one + two}, non 100."
            yield Found(match.start(), match.end(), message, "Portare a 100 la somma dei due punteggi.")


def highest_technical(act: Act) -> Decimal | None:
    """The technical points that the act gives, in a sentence or in a list."""
    for side in scan(SIDE, act.text):
        points = POINTS.match(act.text, side.end()) if side["tecnica"] else None
        if points and points_of(points) >= LEAST_TECHNICAL:
            return points_of(points)
    said = [read_count(each["before"] or each["after"]) or 0 for each in scan(TECHNICAL, act.text)]
    if said and max(said) >= LEAST_TECHNICAL:
        return Decimal(max(said))
    totals = [line.score.value for lines in score_lists(act) for line in lines if line.kind == "tecnica"]
    return totals[0] if totals else None


def _thresholds(act: Act) -> Iterator[Found]:
    """«48 punti, pari al 70 per cento del massimo»; a threshold above the highest score."""
    lines = [found.span() for found in scan(LINE, act.text) if "punti" in found[0].lower()]
    shares = [
        found for of in (OF_HIGHEST, ON_HIGHEST) for line in lines for found in of.finditer(act.text, *line)
    ]
    yield from _criterion(act, lines)
    barriers = [found for line in lines for found in BARRIER.finditer(act.text, *line)]
    barriers += [
        found for line in lines for found in UNDER.finditer(act.text, *line) if _is_barrier(act, found)
    ]
    barriers += scan(LEAST_LABEL, act.text)
    most = highest_technical(act) if shares or barriers else None
    for match in shares:
        share, points = (read_count(match[name]) or 0 for name in ("share", "points"))
        whole = Decimal(match["most"]) if match["most"] else most
        right = whole * share / 100 if whole else None
        if right is not None and abs(right - points) > Decimal("0.5"):
            message = (
                f"{match['points']} punti su {shown(whole or right)} non sono il {match['share']} per cento."
            )
            yield Found(match.start(), match.end(), message, "Correggere la soglia o la percentuale.")
    for match in barriers:
        if (
            most
            and (read_count(match["least"]) or 0) > most
            and not re.match(r"\s*(?:punti\s+)?(?:su|/)", act.text[match.end() :][:14])
        ):
            message = f"La soglia di {match['least']} punti supera il massimo di {shown(most)}."
            yield Found(match.start(), match.end(), message, "Correggere la soglia di sbarramento.")


def _criterion(act: Act, lines: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """«nella metodologia … almeno 40 punti», where the method is worth 35."""
    for line in lines:
        for match in OF_CRITERION.finditer(act.text, *line):
            worth = re.compile(
                rf"\b{match['name']}\b[^.;\n\d()]{{0,40}}\(?\s*(?:max\.?\s*|massimo\s+|fino\s+a\s+|punti\s+|:\s*)*(?P<most>\d{{1,2}})\s*(?:punti|\)|p\.)",
                re.IGNORECASE,
            )
            most = [int(each["most"]) for each in worth.finditer(act.text) if each.end() != match.end()]
            if most and int(match["least"]) > max(most):
                message = f"La soglia di {match['least']} punti supera il massimo del criterio ({max(most)})."
                yield Found(
                    match.start("least"), match.end(), message, "Correggere la soglia di sbarramento."
                )


def _is_barrier(act: Act, found: re.Match[str]) -> bool:
    """Whether the sentence lets go on, or keeps out, who has so many points of quality."""
    said = act.sentence(found.start(), found.end())
    return bool(ADMITS.search(said) and OF_QUALITY.search(said))


OF_PRICE = re.compile(
    r"(?P<most>\d{1,2})\s*[×x*]\s*\(?\s*(?:P\s?min\w*|prezzo\s+minimo|offerta\s+minima)\s*[/:]\s*\(?\s*(?:P\w*|prezzo|offerta)",
    re.IGNORECASE,
)
PRICES = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d\d)?|(?<![\w.,])\d{3,7},\d\d")
ITS_POINTS = re.compile(r"(?<![\w.,])(?P<points>\d{1,2}(?:,\d+)?)\s+punti", re.IGNORECASE)
AS_EXAMPLE = 320


def _lowest_price(act: Act) -> Iterator[Found]:
    """«30 × Pmin / P. Con prezzi di 40.000 e 50.000 euro il secondo ottiene 22,5 punti»."""
    for formula in scan(OF_PRICE, act.text):
        said = act.text[formula.end() : formula.end() + AS_EXAMPLE]
        prices = sorted({Decimal(each.replace(".", "").replace(",", ".")) for each in PRICES.findall(said)})
        if len(prices) != 2 or re.search(r"P\s?min\w*\s*=", said):
            continue  # «Pmin = …»: the rule of formulas
        most = Decimal(formula["most"])
        right = most * prices[0] / prices[1]
        for match in ITS_POINTS.finditer(said):
            points = Decimal(match["points"].replace(",", "."))
            if points != most and abs(points - right) > Decimal("0.05"):
                start = formula.end() + match.start()
                message = f"Con la formula indicata i punti sono {shown(right)}, non {shown(points)}."
                yield Found(start, formula.end() + match.end(), message, "Correggere l'esempio.")


def _formulas(act: Act) -> Iterator[Found]:
    """A worked example of the linear formula."""
    formula = FORMULA.search(act.text)
    for match in scan(EXAMPLE, act.text) if formula else ():
        own, best, points = (Decimal(match[name].replace(",", ".")) for name in ("own", "best", "points"))
        right = Decimal(formula["most"]) * own / best if formula and best else points
        if abs(right - points) > Decimal("0.05"):
            message = f"Con la formula indicata i punti sono {shown(right)}, non {shown(points)}."
            yield Found(match.start("points"), match.end(), message, "Correggere l'esempio.")


CEILING = re.compile(
    r"(?P<rate>\d(?:,\d+)?|un[oa]?|due|tre)\s*(?:per\s?mille|‰|x\s?mille)(?:[^.]|\.(?=\d)){0,220}?(?P<most>\d{1,2}|dieci|cinque|venti)\s?(?:per\s?cento|%)[^.;\d]{0,60}?\b(?:si\s+(?:tocca|raggiung\w+)|raggiunt\w+|dopo|al)\b[^.;\d]{0,25}?(?P<days>\d{1,3}|[a-zàèéìòù]{4,20})(?:esimo)?\s*°?\s+giorn[oi]",
    re.IGNORECASE,
)
WORDS = {"un": 1, "uno": 1, "una": 1, "due": 2, "tre": 3, "cinque": 5, "dieci": 10, "venti": 20}


def _ceilings(act: Act) -> Iterator[Found]:
    """«1 per mille al giorno; il 10 per cento si tocca dopo centoventi giorni»."""
    for match in scan(CEILING, act.text):
        rate, most = (
            WORDS.get(match[name].lower()) or Decimal(match[name].replace(",", "."))
            for name in ("rate", "most")
        )
        days = read_count(match["days"])
        right = Decimal(most) * 10 / Decimal(rate) if rate else Decimal(0)
        if rate and days and abs(right - days) >= 1:
            message = f"Al {match['rate']} per mille al giorno il {match['most']} per cento si raggiunge in {shown(right.quantize(Decimal(1)))} giorni, non in {days}."
            yield Found(match.start("days"), match.end(), message, "Ricalcolare i giorni.")


MADE = re.compile(
    rf"(?P<items>(?:{NUMBER}\s+punti\s+(?:per\s|al|di\s)[^.;:\n\d]{{3,60}}?,\s*(?:e\s+)?){{1,8}}{NUMBER}\s+punti\s+(?:per\s|al|di\s)[^.;:\n\d]{{3,60}}?),?\s*(?:per\s+un\s+totale\s+di|in\s+tutto|totale|e\s+così|per\s+complessivi)\s*:?\s*(?P<total>\d{{2,3}})\b",
    re.IGNORECASE,
)
GIVEN_TOTAL = re.compile(
    r"\btecnic\w+\s*[:|–-]?\s*(?:punti\s+)?(?P<one>\d{1,3}(?:,\d+)?)(?:\s*punti)?[\s;,|–-]+(?:(?:e|offerta|punteggio|componente)\s+)*economic\w+\s*[:|–-]?\s*(?:punti\s+)?(?P<two>\d{1,3}(?:,\d+)?)(?:\s*punti)?[\s;,|–-]+(?:(?:e|il|punteggio|offerta)\s+)*(?:complessiv\w+|total[ei]|finale)\s*[:|–-]?\s*(?:di\s+)?(?:punti\s+)?(?P<total>\d{1,3}(?:,\d+)?)",
    re.IGNORECASE,
)


def _made(act: Act) -> Iterator[Found]:
    """«70 punti alla qualità, 20 punti al prezzo, 15 punti alle migliorie, per un totale di 100»; one bidder's scores."""
    for match in from_numbers(MADE, act.text):
        points = re.findall(rf"(?<![\w,.])({NUMBER})\s+punti", match["items"], re.IGNORECASE)
        made = sum(read_count(each) or 0 for each in points)
        if made != int(match["total"]):
            message = f"I punteggi sommano {made}, non {match['total']}."
            yield Found(match.start(), match.end(), message, "Rivedere i punteggi.")
    for match in scan(GIVEN_TOTAL, act.text):
        one, two, total = (Decimal(match[name].replace(",", ".")) for name in ("one", "two", "total"))
        if one + two != total:
            message = f"I due punteggi sommano {shown(one + two)}, non {shown(total)}."
            yield Found(match.start("total"), match.end("total"), message, "Ricalcolare il punteggio.")


ARTICLE = "art. 108 D.Lgs. 36/2023"
SCORING = (
    counted("punteggi_su_cento", WHY, _full_lists, article=ARTICLE),
    counted("punteggi_sommati", WHY, _made, article=ARTICLE),
    counted("punteggi_coppia", WHY, _pairs, article=ARTICLE),
    counted("punteggi_rapporto", WHY, _ratio, article=ARTICLE),
    counted("soglia_quota", WHY, _thresholds, article=ARTICLE),
    counted("formula_esempio", WHY, _formulas, article=ARTICLE),
    counted("formula_prezzo", WHY, _lowest_price, article=ARTICLE),
    counted("penale_giorni", WHY, _ceilings, article="art. 126 D.Lgs. 36/2023"),
)
