"""Price revision: its measure by object and day, and that it may not be left out."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import CODE_EFFECTIVE, CORRECTIVE, PriceRevision, price_revision
from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.measures import HALF, Said, measures
from apps.municipal.tenders.rules.clauses.phrasing import of, the
from apps.municipal.tenders.rules.clauses.rows import Bounds, Row, with_rows
from apps.municipal.tenders.rules.clauses.statements import Statement, stated
from apps.municipal.tenders.rules.quantities import shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import until_stop, wording

REVISED = r"(?:revision\w+|(?:aggiornament|adeguament)\w+\s+(?:\w+\s+)?(?:de[il]\s+)?(?:prezz|canon|corrispettiv)\w)"
PRICES = r"\b(?:prezz[oi]|corrispettiv[oi]|canon[ei]|import[oi]\s+contrattual[ei]|compens[oi])\b"
REFUSED = r"(?:trova\w*\s+applicazione|ammess|previst|preved|consentit|dovut|applica|procede|riconosc|inserit|soggett|contemplat|concess|conced|fa\s+luogo|dà\s+luogo|dar\w+\s+luogo|necessari|operant|spetta|compete|possibil)\w*"
EXCLUDED = wording(
    rf"(?<!non )\b(?:è|resta|rimane|viene|sono|e')\s+(?:\w+mente\s+)?esclus\w\s+(?:\w+\s+){{0,4}}?{REVISED}"
    rf"|\bnon\s+(?:(?:è|e'|sono|sarà|saranno|si|viene|vengono|potrà|può)\s+(?:\w+\s+){{0,2}}?)?{REFUSED}\s+(?:\w+\s+){{0,4}}?(?:a\w*\s+)?{REVISED}"
    r"|\bnessun\w*\s+(?:\w+\s+){0,2}?(?:aggiornament|adeguament)\w+\s+(?:\w+\s+)?(?:de[il]\s+)?(?:prezz|corrispettiv|canon)\w"
    rf"|\b(?:nessuna|(?<!non è )esclus[aio]|senza|rinunci\w+)\s+(?:\w+\s+){{0,4}}?{REVISED}\s*(?:de[il]\s+)?(?:prezz|corrispettiv|canon)\w"
    rf"|\brevision\w+\s+(?:de[il]\s+)?(?:prezz\w|corrispettiv\w|canon\w)~{{0,60}}?(?:\bnon\s+(?:(?:è|e'|sono|si|viene|sarà|trova|vi)\s+)?(?:\w+\s+)?{REFUSED}|\b(?:è|e'|resta|rimane|viene|:|s'intende|si\s+intende)\s*(?:\w+mente\s+|in\s+ogni\s+caso\s+)?esclus[ao]|[:|–-]\s*(?:no\b|non\s+\w+|esclusa|nessuna))"
    rf"|{PRICES}~{{0,90}}?\b(?:fiss[oi]\s*(?:,|ed?)\s+(?:\w+\s+){{0,2}}?(?:invariabil\w|immodificabil\w|immutabil\w|non\s+\w+)|invariabil[ei]|immutabil[ei]|immodificabil[ei]|non\s+(?:sono\s+|è\s+|sarà\s+|saranno\s+)?(?:rivedibil[ei]|soggett[oi]\s+ad?\s+(?:\w+\s+)?(?:revision\w+|aggiornament\w+|adeguament\w+|variazion\w+))|non\s+(?:potr\w+|può|possono|subir\w+)\s*(?:\w+\s+){{0,3}}?(?:subir\w+\s+|essere\s+)?(?:\w+\s+){{0,2}}?(?:variazion\w+|aument\w+|aggiornat\w|rivist\w|variat\w|modific\w+)|rest\w+\s+(?:\w+\s+)?fiss[oi]\s+(?:e\s+\w+\s+)?per\s+(?:tutt\w|l'inter\w)|bloccat[oi]\b|(?:rest|riman|mantenut)\w+\s+invariat[oi]\b|senza\s+(?:alcun\w*\s+)?(?:possibilità\s+di\s+|diritto\s+a\s+)?(?:revision|aggiornament|adeguament)\w+)"
)
BOUNDED = re.compile(
    r"^\W*(?:a\s+)?(?:revision\w+\s+)?(?:de[il]\s+\w+\s+)?(?:(?:al)?le\s+|delle\s+(?:prestazioni|quote|rate|somme)\s+già\b|(?:per\s+)?(?:gli\s+|le\s+)?(?:variazion|scostament|oscillazion)|fino\s+a(?!ll[ae]\s+(?:scadenza|fine|conclusione|naturale)|l\s+(?:termine|completamento|31\b)|ll'(?:ultimazione|esaurimento))|sotto|se\s|quando|entro|nei\s+limiti|salv\w|a\s+meno|tranne|fatt[ao]\s+salv\w)|\bsalv[aoi]\s+(?:la\s+)?(?:revision|quanto|l'art)|\bfatt[ao]\s+salv|\bart(?:\.|icolo)\s*60\s+(?:si\s+applica|resta)|\bistantane\w+|\bsalvo\b",
    re.IGNORECASE,
)
BOUNDED_AHEAD = re.compile(
    r"^\W*(?:(?:al\s+di\s+)?fuori\s+d\w+\s+(?:cas|ipotes)\w+|fin(?:o|ché)\b|sino\b|entro\b|sotto\b|al\s+di\s+sotto\b|salv[oai]\b)"
)
"""at the head of a sentence in small letters: what is refused only within the bounds of the law"""
SUGGESTION = "È prevista la revisione dei prezzi ai sensi dell'art. 60 del D.Lgs. 36/2023: oltre il {} per cento di variazione, nella misura {} per cento {}."


AT_ONCE = re.compile(
    r"\bnon\s+(?:essendo|è|trattandosi\s+di)\s+(?:un\s+)?contratt\w+\s+di\s+durata|\b(?:consegna|fornitura|prestazione)\s+(?:è\s+|in\s+)?(?:unica|istantanea)\b|\bunica\s+(?:consegna|soluzione)\b"
)
"""of what is performed at once, in small letters"""
OLD = re.compile(
    r"\b(?:previgent\w+|(?:testo|versione|formulazione)\s+(?:di\s+)?(?:allora|anteriore|originari\w|all'epoca)|(?:prima|anterior\w+)\s+(?:del|al|all'|dell')\s?(?:\w+\s+){0,4}?(?:correttiv\w+|31\s+dicembre\s+2024))",
    re.IGNORECASE,
)
"""of a clause that says itself to be of before the corrective decree"""


def _expected(standing: Standing) -> list[PriceRevision]:
    days = list(standing.days)
    if OLD.search(standing.act.text):
        days.append(CODE_EFFECTIVE)
    figures = [price_revision(kind, day) for kind in standing.kinds for day in days]
    return [] if None in figures else [figure.value for figure in figures if figure]


def _without_mixed(said: list[Said]) -> list[Said]:
    """Without the measures of works and of services, where an act gives both, each to its part."""
    both = [price_revision(kind, CORRECTIVE) for kind in ("lavori", "servizi")]
    pairs = [(figure.value.threshold, figure.value.share) for figure in both if figure]
    given = [(each.threshold and each.threshold.value, each.share and each.share.value) for each in said]
    if not all(pair in given for pair in pairs):
        return said
    return [each for each, pair in zip(said, given, strict=True) if pair not in pairs]


def _wrong_measure(standing: Standing) -> Iterator[Found]:
    expected = _expected(standing)
    if not expected:
        return
    for said in _without_mixed(list(measures(standing))):
        wrong = [
            quantity
            for quantity, right in (
                (said.threshold, [each.threshold for each in expected]),
                (said.share, [each.share for each in expected]),
            )
            if quantity and quantity.value not in right
        ]
        right = expected[0]
        whole = "della parte eccedente" if right.base == "eccedenza" else "della variazione"
        suggestion = SUGGESTION.format(shown(right.threshold), of(right.share), whole)
        if wrong:
            told = " e ".join(f"{shown(each.value)} per cento" for each in wrong)
            message = f"Revisione dei prezzi: indicato {told}; per questo oggetto e questa data oltre {the(right.threshold)} per cento, nella misura {of(right.share)} per cento."
            yield Found(wrong[0].start, wrong[-1].end, message, suggestion)
        elif (
            said.share
            and said.base == "variazione"
            and all(each.base == "eccedenza" for each in expected)
            and said.share.value > Decimal(HALF)
        ):
            message = f"Revisione dei prezzi: {the(said.share.value)} per cento si calcola sulla parte che eccede il {shown(right.threshold)} per cento, non sull'intera variazione."
            yield Found(
                said.share.start,
                until_stop(standing.act.text, said.share.end, 60),
                message,
                suggestion,
            )


CLAIMED = Statement(
    r"\b(?:revision|aggiornament|adeguament|aument|variazion)\w+\s+(?:\w+\s+)?(?:de[il]\s+|dell'\s?)?(?:prezz|corrispettiv|canon|compens|import)\w+",
    r"\bnon\s+(?:può|potrà|possono|potranno|ha|avrà|spett\w+|compet\w+)\s+(?:\w+\s+){0,4}?(?:pretend|chied|richied|esig|otten|invoc|vant|diritto|alcun|nessun)\w*|\brinunci\w+",
    "La revisione dei prezzi è esclusa: nei documenti di gara iniziali è obbligatoria.",
    "È prevista la revisione dei prezzi ai sensi dell'art. 60 del D.Lgs. 36/2023.",
    unless=r"\b(?:salv[oae]|fatt[ao]\s+salv\w|oltre\s+quanto|diversi?\s+da|al\s+di\s+fuori|fuori\s+dei\s+casi|art(?:\.|icolo)\s*60|se\s+non|non\s+può\s+rinunciar\w+)\b",
    reach=90,
)

UNAPPLIED = Statement(
    r"\b(?:appalt|contratt|affidament|procedur|servizi|fornitur|lavori|part[ei]\b|revision)\w*",
    r"\b(?:non\s+(?:si\s+applica|trova\s+applicazione|opera)|esclud\w+|disapplica\w*)\b[^.;]{0,40}?\bart(?:\.|icolo)\s*60\b(?!-)",
    CLAIMED.message,
    CLAIMED.suggestion,
    unless=r"\b(?:salv[oae]|subappalt\w+|concession\w+|istantane\w+|comma\s+[1-9]|fino\s+a\w*|entro)\b",
    reach=90,
    key=r"\bart(?:\.|icolo)\s*60\b",
)


def _left_out(standing: Standing) -> Iterator[Found]:
    expected = _expected(standing)
    text = standing.act.text
    if expected:
        yield from stated(CLAIMED, UNAPPLIED)(standing)
    for match in scan(EXCLUDED, text) if expected else ():
        end = until_stop(text, match.end(), 140)
        sentence = standing.act.sentence(match.start(), match.end()).lower()
        if "subappalt" in sentence or AT_ONCE.search(sentence):
            continue
        is_bounded = BOUNDED.search(text[match.end() : end]) or BOUNDED_AHEAD.search(sentence)
        if is_bounded or re.search(r"\b(?:non\s+(?:può|possono)\s+essere|sconto)\b", match[0], re.I):
            continue
        message = "La revisione dei prezzi è esclusa: nei documenti di gara iniziali è obbligatoria."
        first = expected[0]
        whole = "della parte eccedente" if first.base == "eccedenza" else "della variazione"
        yield Found(
            match.start(),
            end,
            message,
            SUGGESTION.format(shown(first.threshold), of(first.share), whole),
        )
        return


MANNER = (
    Statement(
        r"\bindic[ei]\b",
        r"\b(?:(?:scelt|stabilit|individuat|determinat|decis|fissat|concordat)\w\b[^.;]{0,50}?\b(?:di\s+volta\s+in\s+volta|dall'\s?(?:economo|ufficio|ente|appaltatore|impresa|affidatari\w|amministrazione)|dal\s+(?:RUP|responsabile|Comune|dirigente)|successivamente|in\s+seguito|liberamente|a\s+discrezione|caso\s+per\s+caso|al\s+momento)|a\s+(?:scelta|discrezione)\s+de\w+|di\s+volta\s+in\s+volta)",
        "L'indice della revisione dei prezzi si fissa nei documenti di gara, non dopo.",
        "La revisione usa gli indici ISTAT indicati nei documenti iniziali (art. 60, comma 3, e allegato II.2-bis del D.Lgs. 36/2023).",
        reach=110,
    ),
    Statement(
        r"\b(?:revision\w+|aggiornament\w+|adeguament\w+|art(?:\.|icolo)\s*60\b)",
        r"\b(?:sol[oa]|soltanto|solamente|esclusivamente|unicamente)\s+(?:\w+\s+){0,5}?(?:(?:in|di)\s+(?:diminuzion|aument|riduzion|ribass)\w+|diminui\w+|scend\w+|è\s+sceso|cala\w*|si\s+riduc\w+|aumenta\w*|a\s+favore\s+del)|\bmai\s+in\s+(?:aumento|diminuzione)|\bnon\s+(?:opera|si\s+applica|è\s+ammess\w)\s+(?:\w+\s+){0,2}?in\s+(?:aumento|diminuzione)",
        "La revisione dei prezzi opera in aumento e in diminuzione.",
        "La revisione opera in aumento e in diminuzione (art. 60, comma 2, del D.Lgs. 36/2023).",
        reach=120,
        titled=True,
    ),
    Statement(
        r"\b(?:revision\w+|aggiornament\w+|adeguament\w+|art(?:\.|icolo)\s*60\b|si\s+rived\w+|prezzi\s+sono\s+(?:aggiornat|adeguat|rivist)i)",
        r"\bvi\s+rinunci\w+|\brinunci\w+\s+(?:\w+\s+){0,2}?per\s+(?:i|il|la|tutt)\w*|\b(?:a|alla)\s+(?:sola\s+|piena\s+|sua\s+|propria\s+|libera\s+|insindacabile\s+)*discrezion\w+|\binsindacabil\w+|\b(?:non\s+(?:opera|si\s+applica|decorre|spetta|è\s+(?:ammess|dovut|consentit|riconosciut)\w))\b[^.;]{0,30}?\b(?:per\s+(?:i\s+prim|il\s+prim|tutt|l'inter)\w*|nel\s+prim\w+|nei\s+prim\w+)|\b(?:facoltativ[ao]|a\s+facoltà\s+del|è\s+facoltà\s+del)\b",
        "La revisione dei prezzi è obbligatoria: non si rinuncia, non si sospende, non è a discrezione.",
        "È prevista la revisione dei prezzi ai sensi dell'art. 60 del D.Lgs. 36/2023.",
        unless=r"\b(?:preventiva\s+escussion\w+|non\s+può\s+rinunciar\w+|rinunci\w+\s+(?:al\s+servizio|all'aggiudicazion\w+)|non\s+è\s+(?:facoltativ|rimess)\w+|senza\s+discrezionalità)",
        reach=130,
        titled=True,
    ),
)

OF_REVISION = Statement(
    r"\b(?:revision\w+|aggiornament\w+|adeguament\w+|variazion\w+|rived\w+|aggiorn\w+|adegu\w+)\b|\brivist[oi]\b",
    r"\bcosto\s+di\s+costruzione\w*",
    "Per servizi e forniture non si usa l'indice del costo di costruzione, che è dei lavori.",
    "La revisione usa gli indici ISTAT dei prezzi al consumo, alla produzione o delle retribuzioni (art. 60, comma 3, lettera b, e allegato II.2-bis del D.Lgs. 36/2023).",
    unless=r"\b(?:lavori|opere|non\s+(?:si\s+)?(?:usa|applica|utilizza|è)\w*|anziché|invece)\b",
    titled=True,
)
OF_CONSUMERS = Statement(
    OF_REVISION.about,
    r"\b(?:foi|nic|ipca|prezzi\s+al\s+consumo)\b",
    "Per i lavori non si usa l'indice dei prezzi al consumo, ma quelli del costo di costruzione.",
    "La revisione usa gli indici sintetici del costo di costruzione (art. 60, comma 3, lettera a, e allegato II.2-bis del D.Lgs. 36/2023).",
    unless=r"\b(?:servizi\w*|fornitur\w+|manutenzion\w+|costruzion\w+|canon\w+|non\s+(?:si\s+)?(?:usa|applica|utilizza|è)\w*)\b",
    titled=True,
)


def _index(standing: Standing) -> Iterator[Found]:
    """The index of works for services, and the other way round."""
    if any(price_revision(kind, CORRECTIVE) is None for kind in standing.kinds):
        return
    if "lavori" not in standing.kinds:
        yield from stated(OF_REVISION)(standing)
    elif standing.kinds == ("lavori",):
        yield from stated(OF_CONSUMERS)(standing)


def _thresholds(standing: Standing) -> Bounds | None:
    allowed = [each.threshold for each in _expected(standing)]
    return (min(allowed), max(allowed)) if allowed else None


THRESHOLD_ROW = Row(
    r"(?:soglia|alea|franchigia|variazione\sminima|variazioni\soltre)\s(?:di\sattivazione\s|minima\s)?(?:per|della|di|del)?\s?(?:la\s)?(?:clausola\sdi\s)?revisione(?:\s(?:dei\s)?prezzi)?",
    "percento",
    _thresholds,
    "Revisione dei prezzi oltre il {} per cento: per questo oggetto e questa data la soglia è un'altra.",
    "È prevista la revisione dei prezzi ai sensi dell'art. 60 del D.Lgs. 36/2023.",
)
REVISIONS = (
    clause(
        "revisione_indice",
        "art. 60 c. 3",
        "L'indice segue ciò che si compra: i costi di costruzione per i lavori, i prezzi per servizi e forniture.",
        _index,
        "media",
    ),
    clause(
        "revisione_misura",
        "art. 60 c. 2; allegato II.2-bis",
        "Soglia e misura della revisione dei prezzi sono fissate dal Codice, per lavori e per servizi e forniture, e sono cambiate il 31.12.2024.",
        with_rows(_wrong_measure, THRESHOLD_ROW),
        "verificata",
    ),
    of_tender(
        clause(
            "revisione_esclusa",
            "art. 60 c. 1",
            "Senza clausola di revisione i documenti di gara violano l'art. 60 e il contratto resta esposto alle variazioni dei costi.",
            _left_out,
            "verificata",
        ),
    ),
    clause(
        "revisione_modi",
        "art. 60; allegato II.2-bis",
        "La revisione è automatica, nei due sensi, con indici noti dall'inizio.",
        stated(*MANNER),
        "alta",
    ),
)
