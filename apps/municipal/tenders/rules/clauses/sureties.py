"""What a guarantee must be besides its measure: reasons, form, guarantor, release, length."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import GUARANTEE_DAYS, GUARANTOR_DAYS, LOSERS_DAYS, RELEASE_PERCENT
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.fixed import Fixed, fixed
from apps.municipal.tenders.rules.clauses.guarantees import PROVISIONAL
from apps.municipal.tenders.rules.clauses.phrasing import the, to
from apps.municipal.tenders.rules.clauses.rows import SHARE, Row, with_rows, within
from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import NOT_DUE, Statement, before, stated, words
from apps.municipal.tenders.rules.quantities import find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

ANY = r"\bgaranzi[ae]\b|\bcauzion[ei]\b|\bfid[ei]{2}ussion[ei]|\bfidejussion[ei]|\bpolizz[ae]\s+fid\w+|\bgarant[ei]\b|\bfideiussor[ei]\b"
CALLED_WORDING = "La garanzia prevede la rinuncia alla preventiva escussione e all'eccezione dell'art. 1957, secondo comma, c.c., e l'operatività entro quindici giorni a semplice richiesta (art. 117, comma 7, del D.Lgs. 36/2023)."
GUARANTOR = (
    Statement(
        r"\bescussion\w+",
        r"\b(?:conserv\w+|mantien\w+|mantenut\w|mant\w+\s+il\s+beneficio|senza\s+(?:\w+\s+){0,2}?rinunci\w+|non\s+(?:\w+\s+){0,3}?rinunci\w+|gode\b|si\s+avvale|può\s+(?:\w+\s+){0,2}?(?:opporre|eccepire|invocare|far\s+valere)|oppon\w+|non\s+(?:è|sono)\s+(?:tenut|obbligat)\w|con\s+(?:il\s+)?beneficio|preved\w+\s+il\s+beneficio|(?:fatto\s+)?salvo\s+il\s+beneficio|spetta\w*\s+il\s+beneficio|non\s+(?:è|occorre|serve|va)\s+(?:\w+\s+){0,2}?(?:richiest|necessari|dovut|previst)\w*|(?:solo|soltanto|solamente|esclusivamente)\s+(?:dopo|a\s+seguito|in\s+esito|previa))",
        "Il garante rinuncia alla preventiva escussione del debitore.",
        CALLED_WORDING,
        unless=r"\bsenza\s+che\s+(?:ciò|questo)|\bvincol\w+\s+(?:del|all)",
        reach=90,
    ),
    Statement(
        r"\b(?:garanzi[ae]|cauzion[ei]|deposit\w+\s+cauzional\w+|polizz[ae]\s+fid\w+|fid[ei]{2}ussion[ei])\b(?:\s+(?:definitiv|provvisori)\w)?",
        r"\b(?:(?:solo|soltanto|solamente|esclusivamente|unicamente)\s+(?:\w+\s+){0,3}?(?:in\s+)?(?:contant[ei]|denaro|numerario|valuta|versament\w+\s+in\s+contant\w+|assegn\w+|con\s+bonifico|mediante\s+bonifico|bonifico|titoli|fideiussione\s+bancaria)|non\s+(?:sono|è|si)\s+(?:\w+\s+){0,2}?(?:ammess|accett|consentit)\w+\s+(?:\w+\s+){0,2}?(?:fid[ei]{2}ussion|fidejussion|polizz)\w*|(?:fid[ei]{2}ussion|fidejussion|polizz)\w+\s+(?:\w+\s+){0,3}?(?:non\s+(?:sono|è)\s+(?:ammess|accett)\w+|esclus\w+)|in\s+contanti\b[^.;]{0,40}?\b(?:esclus\w+|senza)\s+(?:\w+\s+){0,3}?(?:fid[ei]{2}ussion|fidejussion|polizz)\w*)",
        "La garanzia si può costituire con cauzione o con fideiussione, a scelta di chi la presta.",
        "La garanzia è costituita, a scelta, sotto forma di cauzione o di fideiussione (art. 106 del D.Lgs. 36/2023).",
        unless=r"\b(?:intermediari\s+autorizzat\w+|albo|anticipazion\w+)\b",
        reach=110,
    ),
)
CALL = words(r"\b(?:garant[ei]|garanzi[ae]|cauzion[ei]|fid[ei]{2}uss\w+)\b")
ON_CALL = words(
    r"\b(?:semplice\s+richiesta|richiesta\s+(?:scritta|del\s+Comune|dell'ente|della\s+stazione)|dalla\s+(?:semplice\s+)?richiesta|a\s+prima\s+richiesta|operativ\w+|escuss\w+|pag[ah]\w*|vers\w+)\b"
)


def _called(standing: Standing) -> Iterator[Found]:
    """The guarantor pays in fifteen days."""
    text = standing.act.text
    for quantity in find_quantities(text, "giorni") if CALL.search(text) else ():
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        near = text[max(one, quantity.start - 190) : min(other, quantity.end + 60)]
        after = text[quantity.end : quantity.end + 50]
        if (
            quantity.value > GUARANTOR_DAYS.value
            and CALL.search(near)
            and re.search(
                r"\b(?:entro|termine\s+di|nei)\b[^.;]{0,20}$",
                text[max(one, quantity.start - 30) : quantity.start],
                re.I,
            )
            and re.search(r"richiest|escuss|operativ", f"{near[-160:]}{after}", re.I)
            and ON_CALL.search(near)
            and not re.search(
                r"svincol|reintegr|costitui|stipul|presenta|fattur|aggiudicaz|anticipazion", near, re.I
            )
        ):
            message = f"Il garante paga entro {shown(quantity.value)} giorni: il termine è di {GUARANTOR_DAYS.value} giorni dalla semplice richiesta."
            yield Found(quantity.start, quantity.end, message, CALLED_WORDING)
    yield from stated(*GUARANTOR)(standing)


RELEASE_WORDING = "La garanzia definitiva è svincolata progressivamente, fino all'80 per cento; il resto con il certificato finale (art. 117, comma 8, del D.Lgs. 36/2023)."
RELEASES = words(r"\bsvincol\w+|\bestingu\w+|\bestint\w+|\brestitui\w+|\bresa\b|\bcessa\w*|\bliberat\w+")
RELEASED_TO = words(
    r"(?:svincol|liberat)\w+[^.;]{0,130}?\b(?:fino|sino|nel\s+limite|limite\s+massimo|massimo|misura|concorrenza)[^.;]{0,50}$"
)
RELEASE = (
    Statement(
        r"\b(?:garanzi[ae]|cauzion[ei])\b(?:\s+definitiv\w)?",
        r"\b(?:svincol\w+|estingu\w+|estint\w+|restitui\w+|res[ao]\s|riconsegnat\w|decad\w+|liberat\w+|perde\s+efficacia|cessa(?:no)?\b)\b[^.;]{0,70}?\b(?:(?:alla|dopo\s+la|con\s+la)\s+(?:stipul|firm|sottoscrizion)\w+|appena\s+(?:firmat|stipulat|avviat|iniziat|aggiudicat|comincia)\w*|all'(?:avvio|inizio|aggiudicazion\w+)|(?:al|con\s+il|dopo\s+il)\s+prim[oa]\s+(?:pagament|S\.?A\.?L|fattur|rat|stat|anno|mes)\w*|prim[ao]\s+(?:fattur|rat[ae]|pagament|accont|S\.?A\.?L|canon|consegn|trimestr|semestr)\w*|(?:quando\s+è\s+eseguita|dopo|a|alla)\s+(?:la\s+)?metà|per\s+intero\s+(?:a|alla|quando|prima|dopo\s+(?:la\s+)?metà)|prima\s+(?:della|del)\s+(?:verific|collaud|certificat|conclusion|fine|ultimazion)\w+|(?:dopo|decors[oiae]|trascors[oiae]|al\s+termine\s+de[li])\s+(?:\w+\s+)?(?:(?:il\s+)?prim[oaei]\s+(?:\w+\s+)?(?:mes|trimestr|semestr|ann|stagion|periodo)\w*|(?:un|sei|tre|due)\s+(?:mes|trimestr|semestr)\w+|la\s+metà)|a\s+metà\s+(?:contratto|servizio|lavori|fornitura|durata))",
        "La garanzia definitiva dura fino alla fine: si svincola via via fino all'80 per cento, il resto con il certificato finale.",
        RELEASE_WORDING,
        unless=r"\b(?:provvisori\w+|riaffidament\w+|non\s+(?:si|può|è|sarà)|anticipazion\w+|dell'offerta|concorrenti|secondo\s+classificat\w|non\s+aggiudicatari\w)\b",
        reach=140,
        titled=True,
    ),
    Statement(
        r"\b(?:garanzi[ae]|cauzion[ei])\b(?:\s+definitiv\w)?",
        r"\b(?:(?:svincol\w+|restitui\w+|trattenut\w+|rest\w+)\b[^.;]{0,60}?\b(?:(?:due|tre|quattro|cinque|dieci|\d{1,2})\s+anni\s+(?:dopo|dal)|(?:solo\s+)?(?:decorsi\s+|trascorsi\s+|dopo\s+)(?:\w+\s+)?(?:due|tre|cinque|dieci|2|3|5|10)\s+anni)|non\s+(?:è|viene|sarà)\s+(?:mai\s+)?(?:svincolat|restituit)\w+|non\s+(?:si\s+)?(?:prevede|ammette|ammettono)\s+(?:\w+\s+)?svincol\w+|senza\s+(?:alcuno\s+)?svincol\w+|svincol\w+\s+(?:progressiv\w+|parzial\w+|graduale)\s+(?:\w+\s+)?(?:non\s+(?:è|sono)|esclus\w+|vietat\w+))",
        "Lo svincolo della garanzia definitiva è progressivo e automatico: non si può escludere o rinviare di anni.",
        RELEASE_WORDING,
        unless=r"\b(?:prima\s+(?:del|della|di)|fino\s+a|provvisori\w+|anticipazion\w+|se\s+non)\b",
        reach=120,
        titled=True,
    ),
)


def _release(standing: Standing) -> Iterator[Found]:
    text, right = standing.act.text, RELEASE_PERCENT.value
    for share in find_shares(text) if RELEASES.search(text) else ():
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        near = text[max(one, share.start - 130) : min(other, share.end + 70)]
        tied = RELEASED_TO.search(text, max(one, share.start - 190), share.start)
        if (
            tied
            and share.value != right
            and not re.search(r"anticipazion|residu\w*\s+\W*$|ritenut|0,5", near, re.I)
        ):
            yield Found(
                share.start,
                share.end,
                f"Svincolo progressivo fino {to(share.value)} per cento: il limite è {the(right)} per cento dell'importo garantito.",
                RELEASE_WORDING,
            )
    yield from stated(*RELEASE)(standing)


UNGIVEN = (
    Statement(
        r"\b(?:garanzi[ae]|cauzion[ei])\b",
        r"\b(?:non\s+(?:è|occorre|serve|si)\s*(?:\w+\s+){0,4}?(?:indicar|spiegar|motiv|giustific)\w*|né\s+(?:occorre|serve|è\s+necessari\w)\s*(?:\w+\s+){0,2}?(?:indicar|spiegar|motiv|giustific)\w*|senza\s+(?:\w+\s+){0,3}?(?:motivazion|motiv\w+|ragion|spiegazion|giustificazion)\w*|(?:esonerat|rinunci|non\s+richiest)\w*\b[^.;]{0,60}?\b(?:per\s+(?:prassi|consuetudine|semplicità|comodità)|come\s+d'uso))",
        "La garanzia definitiva si può non chiedere soltanto in casi debitamente motivati.",
        "Non è richiesta la garanzia definitiva perché […] (art. 53, comma 4, del D.Lgs. 36/2023).",
        unless=r"\bprovvisori\w+[^,;]{0,60}$|\bsoglia|\bpreventiva\s+escussion",
        reach=110,
    ),
)
WAIVED = Statement(
    r"\b(?:garanzi[ae]|cauzion[ei])\s+definitiv\w",
    NOT_DUE,
    "Sopra soglia la garanzia definitiva è sempre dovuta.",
    "La garanzia definitiva è pari al 10 per cento dell'importo contrattuale (art. 117, comma 1, del D.Lgs. 36/2023).",
    unless=r"\b(?:provvisori\w+|ridu\w+|mancat\w+|svincol\w+|increment\w+|aument\w+)\b",
    reach=60,
)


def _ungiven(standing: Standing) -> Iterator[Found]:
    yield from stated(*UNGIVEN, *((WAIVED,) if standing.is_above else ()))(standing)


GIVEN_BACK = Fixed(
    r"\b(?:garanzi[ae]|cauzion[ei])\b",
    r"\bentro\s+(?:e\s+non\s+oltre\s+|i\s+)?",
    ((r"(?:giorn[oi]|gg)\b", 1),),
    0,
    LOSERS_DAYS.value,
    f"Garanzia provvisoria restituita ai non aggiudicatari entro {{}}: il termine è di {LOSERS_DAYS.value} giorni.",
    "Ai non aggiudicatari la garanzia provvisoria è svincolata con la comunicazione dell'aggiudicazione, e comunque entro trenta giorni (art. 106, comma 10, del D.Lgs. 36/2023).",
    also=r"\b(?:non\s+aggiudicatar\w+|non\s+vincitor\w+)",
)
CUTS = (
    Statement(
        r"\b(?:riduzion[ei]|ridur\w+)\b",
        r"\b(?:non\s+(?:si\s+)?(?:ammett\w+|applica\w*|spett\w+|operano|opera|sono\s+(?:ammess|previst|riconosciut|applicabil)\w*|è\s+(?:ammess|previst|riconosciut|applicabil)\w*|competono)|esclus[ae]\b|nessuna|vietat[ae]\b)",
        "Sopra soglia le riduzioni della garanzia provvisoria spettano a chi ne ha i titoli.",
        "Alla garanzia si applicano le riduzioni dell'art. 106, comma 8, del D.Lgs. 36/2023.",
        unless=r"\b(?:prezz\w|person\w+|orari\w+|penal\w+|quinto|canon\w+|cumul\w+|punt\w+|costi|termin\w+)\b",
        reach=80,
        titled=True,
    ),
)


def _cuts(standing: Standing) -> Iterator[Found]:
    """Above the threshold: reductions refused, and a provisional guarantee too short."""
    text = standing.act.text
    if not standing.is_above or not CALL.search(text):
        return
    for found in stated(*CUTS)(standing):
        one, other = standing.act.flat.sentence(found.start, found.end)
        if CALL.search(f"{before(text, one)}{text[one:other]}"):
            yield found
    label = words(PROVISIONAL)
    for quantity in find_quantities(text, "giorni"):
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        near = text[max(one, quantity.start - 170) : quantity.start]
        if (
            quantity.value < GUARANTEE_DAYS.value
            and re.search(r"\b(?:valid\w+|efficac\w+|durata|dura)\b[^.;]{0,40}$", near, re.I)
            and label.search(near)
            and not re.search(r"svincol|restitui|ulterior|rinnov|proroga", near, re.I)
        ):
            yield Found(
                quantity.start,
                quantity.end,
                f"Garanzia provvisoria valida {shown(quantity.value)} giorni: ne servono almeno {GUARANTEE_DAYS.value}.",
                "La garanzia provvisoria ha efficacia per almeno 180 giorni dalla presentazione dell'offerta (art. 106, comma 5, del D.Lgs. 36/2023).",
            )


def _released(standing: Standing) -> Iterator[Found]:
    yield from _release(standing)
    yield from fixed(GIVEN_BACK)(standing)


RELEASE_ROW = Row(
    rf"{SHARE}?svincolo(?:\sprogressivo)?(?:\sdella\s(?:garanzia|cauzione|fideiussione)(?:\sdefinitiva)?)?",
    "percento",
    within(RELEASE_PERCENT.value, RELEASE_PERCENT.value),
    f"Svincolo progressivo fino al {{}} per cento: il limite è l'{RELEASE_PERCENT.value} per cento dell'importo garantito.",
    RELEASE_WORDING,
)
SURETIES = (
    clause(
        "garanzia_escussione",
        "art. 106 c. 4; art. 117 c. 7",
        "Una garanzia che non si può riscuotere subito non garantisce.",
        _called,
        "alta",
    ),
    clause(
        "garanzia_svincolo",
        "art. 117 c. 8",
        "Lo svincolo segue l'esecuzione: né prima, né molto dopo.",
        with_rows(_released, RELEASE_ROW),
        "alta",
    ),
    clause(
        "garanzia_senza_motivo",
        "art. 53 c. 4",
        "L'esonero dalla garanzia definitiva va motivato.",
        _ungiven,
        "alta",
    ),
    clause(
        "garanzia_offerta_sopra",
        "art. 106 cc. 5 e 8",
        "Sopra soglia riduzioni e durata della garanzia provvisoria sono fissate dal Codice.",
        _cuts,
        "alta",
    ),
)
