"""Work and environment: collective contract, social clauses, minimum environmental criteria, cost of labour, DURC."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import DURC_DAYS, cam_subjects
from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.statements import NOT_DUE, Statement, accented, places, stated
from apps.municipal.tenders.rules.quantities import labelled, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import HEAD, Standing
from apps.municipal.tenders.rules.wording import wording

CCNL = r"(?:C\.?\s?C\.?\s?N\.?\s?L\b\.?|contratt[oi]\s+collettiv[oi](?:\s+nazional[ei])?(?:\s+(?:di\s+lavoro|applicabil[ei]|da\s+applicare))?)"
CAM = r"(?:\bC\.?A\.?M\b(?:\.(?!\s+(?-i:[A-ZÀÈÉÌÒÙ])))?|criteri\s+ambiental[ei](?:\s+minimi)?)"
SOCIAL = r"(?:clausol[ae]\s+social[ei])"
NO_CCNL = wording(
    rf"\bnon\s+(?:(?:è|sono|risulta|si\s+ritiene|viene|si|va|vanno|occorre|serve|deve|devono)\s+)?(?:\w+\s+){{0,3}}?(?:necessari\w?|obbligatori\w?|dovut\w|richiest\w|indicat\w|indica\w*|occorr\w+|individua\w+|previst\w|essere\s+indicat\w|tenut\w)?\s*(?:[\w']+\s+){{0,5}}?{CCNL}"
    rf"|{CCNL}~{{0,60}}?\bnon\s+(?:è\s+|sono\s+|va\s+|deve\s+|viene\s+|occorre\s+|si\s+)?(?:\w+\s+){{0,2}}?(?:necessari\w?|obbligatori\w?|dovut\w|richiest\w|indicat\w|indica\w*|previst\w|specificat\w|individuat\w)"
)
FREE = wording(
    rf"(?:\b(?:liber\w+|facolt\w+|a\s+(?:propria|sua)\s+(?:scelta|discrezione)|di\s+(?:propria|sua)\s+scelta|a\s+scelta|qualsiasi|qualunque|ritenut\w+|preferi\w+|liberamente)\b~{{0,80}}?{CCNL}|{CCNL}~{{0,80}}?\b(?:di\s+(?:propria|sua|loro)\s+(?:libera\s+)?(?:scelta|preferenza)|a\s+(?:propria|sua|loro)\s+(?:scelta|discrezione)|liberamente|che\s+(?:\w+\s+)?(?:preferi\w+|ritien\w+|sceglier\w+)|qualsiasi|a\s+scelta\s+(?:dell|del)\w*|rimess\w\s+all\w+\s+(?:scelta|libera)|liber[aoi]\b|discrezion\w+|(?:sarà|è\s+quello|verrà)\s+(?:\w+\s+){{0,1}}?(?:scelt|indicat|individuat|comunicat)o\s+(?:\w+\s+){{0,2}}?dal))|\brimess\w\s+a\w*\s+(?:\w+\s+){{0,2}}?(?:la\s+scelta|scelta)~{{0,30}}?{CCNL}|{CCNL}~{{0,40}}?\b(?:sarà|verrà)\s+(?:indicat|individuat|comunicat|stabilit)o\s+(?:in\s+sede\s+di\s+(?:stipul|contratt)\w*|successivamente|in\s+seguito|con\s+separato|dopo|alla\s+stipula)|\b(?:omess\w|omett\w+|prescind\w+)~{{0,40}}?{CCNL}|(?:{CCNL}|\bcontratto\s+(?:nazionale\s+)?di\s+lavoro)~{{0,110}}?\b(?:quello|uno|il\s+contratto)\s+che\s+(?:\w+\s+)?(?:cred[ea]|vuole|voglia|preferi\w+|riti?en\w+|sceglie\w*)"
)
UNTOUCHED = re.compile(
    r"\b(?:mera\s+fornitura|mere\s+forniture|senza\s+posa|natura\s+intellettuale|professionista|dipendenti|equivalen\w+|stess[ei]\s+tutele|medesim[ei]\s+tutele|non\s+inferior\w+|divers[oi]\s+da|comporta\b|mancat\w+\s+applica\w+|tutele\s+(?:\w+\s+)?inferior\w+|violazion\w+|inosservan\w+|risoluzion\w+|riduc\w+|altr[oi]\s+(?:contratt|CCNL)\w*|uguali|ad\s+applicare|derog\w+|(?<!trattamento )retributiv\w+)\b",
    re.IGNORECASE,
)
SECONDARY = re.compile(
    r"\b(?:prestazion\w+|attività|servizi\w*|lavorazion\w+)\s+(?:\w+\s+){0,2}?(?:secondari\w|accessori\w|scorporabil\w)|\bscorporabil\w|\b(?:trenta|30)\s?(?:%|per\s+cento)|\bseconda\s+attività",
    re.IGNORECASE,
)
"""what has a contract of its own only from a certain share on"""
WITHOUT = re.compile(
    r"\b(?:senza|non\s+(?:occorr|serv|è\s+(?:tenut|necessari|richiest|obbligat)|dev|dovr))\w*\s+(?:[\w']+\s+){0,6}?(?:[ld]'\s?)?(?:equivalen|stess[ei]\s+tutele|medesim[ei]\s+tutele)\w*",
    re.IGNORECASE,
)
"""«senza attestarne l'equivalenza»"""
APPLIED = re.compile(r"\b(?:rispett\w+|applica\s+(?:il|un|al))\b", re.IGNORECASE)
NO_CAM = wording(
    rf"{CAM}\s?[:|–-]\s?(?:no\b|nessun\w*|esclus\w|non\s+(?:previst|richiest|applicabil|dovut|necessari|pertinent|obbligatori)\w*)|{CAM}~{{0,90}}?(?P<said>\bse\s+compatibil[ei]|\bnon\s+fanno\s+parte|\b(?:sono|possono\s+essere)\s+derogat\w|\b(?:solo|soltanto|unicamente|esclusivamente)\s+(?:se|sopra|oltre|per\s+(?:gli\s+)?importi)\b|\bnon\s+(?:applicabil\w|si\s+applica\w*|trova\w*\s+applicazione|(?:è|sono|risulta\w*|vengono|viene)\s+(?:\w+\s+){{0,2}}?(?:applica\w+|previst\w|richiest\w|obbligatori\w?|necessari\w?|dovut\w|inserit\w|pertinent\w|vincolant\w)|rilev\w+|operano|opera|vincola\w*)|\b(?:se|ove|laddove|qualora|per\s+quanto|dove)\s+(?:sia\s+|tecnicamente\s+|economicamente\s+)?possibil[ei]|\bper\s+quanto\s+(?:si\s+)?pu(?:ò|o')|\bnei\s+limiti\s+del\s+possibile|\bcompatibilmente\b|\bfacoltativ\w+|\b(?:a|in\s+via)\s+(?:titolo\s+)?(?:facoltativ|preferenzial|indicativ)\w+|(?<!,\s)\bpreferibilmente|\bdiscrezion\w+|\brimess\w\s+all|\b(?:libera\s+)?scelta\s+de(?:l|ll)|\b(?:semplice|mera)\s+raccomandazion\w+|\braccomanda\w+|\b(?:valore\s+(?:di\s+)?(?:mero\s+|puro\s+)?|mero\s+|semplice\s+)(?:indirizzo|riferimento)\b|\bnon\s+(?:obbliga|impegna)\w*|\borientativ\w+|\bopzional\w+|\bconsigli\w+\b|\bsuggeri\w+|\bnon\s+(?:hanno|ha)\s+(?:\w+\s+)?(?:valore|carattere|natura)\s+(?:vincol|obblig)\w+|\bin\s+quanto\s+(?:possibile|compatibil\w)|\bauspicabil\w+|\bfacoltà)"
    rf"|(?P<ahead>\b(?:non\s+(?:si\s+(?:è\s+ritenuto|ritiene)\s+di|si\s+(?:applica\w*|tiene\s+conto|richiam\w+)|(?:è|sono)\s+(?:\w+\s+){{0,2}}?(?:applicabil\w|previst\w|richiest\w|obbligatori\w?|dovut\w|necessari\w?|soggett\w|tenut\w)|trova\w*\s+applicazione|occorr\w+|vengono\s+(?:applicat\w|richiest\w))|(?:se|ove|laddove|qualora|per\s+quanto)\s+possibil[ei]|compatibilmente|preferibilmente|raccomanda\w*|auspica\w*|valut\w+\s+se|senza|esclus[ai]|prescind\w+|dispensat\w|esonerat\w)\b~{{0,80}}?){CAM}"
)
CHOSEN = Statement(
    r"\b(?:specifiche\s+tecniche|clausole\s+contrattuali|criteri\s+(?:ambientali|minimi)|decreto|cam)\b",
    r"\b(?:può|possono|potrà|potranno)\s*,?\s*(?:(?:a|secondo)\s+(?:la\s+)?(?:sua|propria|loro)\s+(?:\w+\s+)?(?:discrezione|scelta|valutazione)|(?:se|ove|qualora|laddove)\s+(?:lo\s+)?(?:riti?en|riteng|cred|vuol|vogli)\w+|liberamente|discrezionalmente|facoltativamente|anche\s+non)\b[^.;]{0,40}?\b(?:conform|atten|adegu|segu|rispett|applic|ispir|tener|impieg|utilizz|adott)\w*|\b(?:conform|atten|adegu|segu|rispett|applic|ispir)\w*\b[^.;]{0,60}?\b(?:a\s+(?:sua|propria|loro)\s+(?:discrezione|scelta)|se\s+(?:lo\s+)?(?:ritien|cred|vuol)\w+|facoltativ\w+|non\s+vincolant\w*)",
    "",
    "",
    unless=r"\b(?:punt[oi]|punteggi\w*|premi\w+|miglior\w+|oltre)\b",
    titled=True,
)
ONLY_POINTS = Statement(
    r"\bc\.?a\.?m\b\.?|\bcriteri\s+ambientali(?:\s+minimi)?",
    r"\b(?:soltanto|solo|solamente|esclusivamente|unicamente|meramente)\s+(?:come|quali|quale|a\s+titolo\s+di|ai\s+fini)\s+(?:\w+\s+){0,2}?(?:premian|premial|punt|migliorativ)\w*|\bmer[oi]\s+criter\w+\s+premia\w+",
    "",
    "",
    unless=r"\bnon\s+(?:solo|soltanto|sono\s+sol)\w*",
    reach=130,
)
LEFT_ASIDE = Statement(
    r"\bspecifiche\s+tecniche|\bclausole\s+contrattuali",
    rf"\bnon\s+(?:sono|vengono|saranno)\s+(?:\w+\s+)?(?:inserit|richiamat|recepit|riportat|previst|richiest)\w|{NOT_DUE}",
    "",
    "",
    unless=r"\b(?:marc\w+|model\w+|vessatori\w+|approvat\w+|equivalent\w+|premia\w+)\b",
    reach=90,
)
NO_DECREE = wording(
    r"\b(?:non\s+(?:rientra\w*|esist\w+|è\s+(?:compres|ricompres|inclus|contemplat|disciplinat)\w|sono\s+(?:stati\s+)?(?:adottati|emanati|vigenti|in\s+vigore|pubblicati)|vi\s+(?:è|sono)|risulta\w*\s+(?:adottat|emanat|vigent|approvat)\w+)|nessun\s+(?:decreto|CAM)|in\s+assenza\s+di\s+(?:un\s+)?(?:decreto|CAM|criteri)|mancando|senza\s+un\s+decreto)\b"
)
"""why there are none: no decree for such an object"""
UNFIT = wording(
    r"\b(?:prodott|offert|ben|articol|material|detergent|fornitur|preventiv)\w+~{0,60}?\b(?:esclus|non\s+(?:sono|è|saranno)\s+(?:\w+\s+)?(?:ammess|accettat)|respint|scartat)\w*|\b(?:esclus|non\s+(?:sono|è|saranno)\s+(?:\w+\s+)?(?:ammess|accettat)|respint|scartat)\w*~{0,60}?\b(?:non\s+conform|privi?\b|difform|senza|che\s+non)\w*"
)
"""«saranno esclusi i prodotti non conformi ai CAM»"""
BETTER = re.compile(
    r"\b(?:miglior\w+|punt[oi]\b|punteggi\w*|premi\w+|oltre\s+(?:i|ai)\s+CAM|superior\w+|violazion\w+|mancat\w+|inadempi\w+|inosservan\w+)",
    re.IGNORECASE,
)
OF_AMOUNT = re.compile(r"\b(?:import\w+|valore|sogli\w+|euro|sottosoglia|modest\w+)\b", re.IGNORECASE)
INTELLECTUAL = re.compile(
    r"\bintellettual\w+|\bderoga\s+a|\bmer[ae]\s+fornitur\w+|\bviolazion\w+|\bsenza\s+pregiudizio|mancat\w+",
    re.IGNORECASE,
)
NO_SOCIAL = wording(
    rf"{SOCIAL}\s?[:|–-]\s?(?:no\b|nessuna|esclus[ae]|non\s+(?:previst|richiest|applicabil|dovut|necessari|obbligatori)\w*)|{SOCIAL}~{{0,80}}?\b(?:rimess\w|non\s+(?:fa|fanno|sono|è)\s+parte|non\s+(?:si\s+applica\w*|trova\w*\s+applicazione|(?:è|sono|viene|vengono)\s+(?:\w+\s+){{0,2}}?(?:applica\w+|previst\w|richiest\w|obbligatori\w?|necessari\w?|dovut\w|inserit\w))|facoltativ\w+|esclus[ae]\b|se\s+possibile|ove\s+possibile|discrezion\w+)"
    rf"|\b(?:non\s+(?:si\s+(?:applica\w*|inserisc\w+|prevede\w*|prevedono)|(?:è|sono|viene|vengono)\s+(?:\w+\s+){{0,2}}?(?:previst\w|richiest\w|obbligatori\w?|dovut\w|necessari\w?|inserit\w|applicabil\w|tenut\w)|occorr\w+|sussist\w+|conten\w+|contiene|vi\s+(?:è|sono)|trova\w*\s+applicazione|prevede\w*)|senza|nessuna|esclus[ae])\b~{{0,50}}?{SOCIAL}"
)
LABOUR_REBATE = wording(
    r"\bcost[oi]\s+de(?:lla\s+manodopera|l\s+(?:personale|lavoro))\b~{0,60}?\b(?P<said>(?:è|sono|resta\w*|risulta\w*)\s+(?:\w+mente\s+|anch\w+\s+|a\s+sua\s+volta\s+)?(?:soggett\w\s+a\s+ribasso|ribassabil\w|compres\w\s+(?:nell\w+\s+)?(?:importo\s+)?(?:soggetto\s+a\s+ribasso|ribassabile)|assoggettat\w\s+a\s+ribasso)|non\s+(?:è|sono|viene|vengono|va)\s+(?:\w+\s+)?scorporat\w|concorr\w+\s+al\s+ribasso|anch'ess\w\s+(?:soggett\w\s+a\s+ribasso|ribassabil\w))"
)
LABOUR_UNSAID = wording(
    r"\bnon\s+(?:è|sono|occorre|serve|deve|devono|dovr\w+)\s?(?:(?!e\s|ed\s|che\s)\w+\s+){0,4}?(?:indica\w+|dichiara\w+|specifica\w+|esporre|tenut\w+)~{0,50}?\b(?:cost[oi]\s+de(?:lla\s+manodopera|l\s+(?:personale|lavoro))|oneri\s+aziendali)"
)
INTELLECTUAL = re.compile(r"\b(?:intellettual\w+|mer[ae]\s+fornitur\w+)\b", re.IGNORECASE)
LABOUR_WORDING = "I costi della manodopera non sono soggetti a ribasso; l'operatore li indica nell'offerta (art. 41, comma 14, e art. 108, comma 9)."
REBATED = (
    Statement(
        r"\bmanodopera\b|\bcost[oi]\s+del\s+(?:personale|lavoro)|\b(?:oneri|costi)\s+(?:\w+\s+){0,2}?sicurezza|\bsicurezza\b",
        r"\bribass\w+\b[^.;]{0,50}?\bsi\s+(?:applica|calcola|opera)\w*\s+(?:\w+\s+)?(?:a|su|sull'|sul|sui|ai|alla|anche)[^.;]{0,60}?\bmanodopera|\b(?:ribass\w+|scont[oi])\b[^.;]{0,110}?\b(?:inclus[aeio]|compres[aeio]|anche\s+(?:su|agli|ai|al)\w*|inter[ao]\s+(?:somma|importo|base|prezzo)|senza\s+(?:\w+\s+){0,2}?(?:scorpor|distin)\w+)|\b(?:inclus[aeio]|compres[aeio])\b[^.;]{0,50}?\b(?:ribassabil\w+|soggett[aeio]\s+a\s+ribasso)|\b(?:è|sono)\s+(?:\w+mente\s+|anch\w+\s+)?(?:ribassabil[ei]|soggett[aeio]\s+(?:\w+\s+)?ribasso)|\b(?:manodopera|sicurezza|personale)\b[^.;\w€]{0,4}(?:(?:pari\s+a|euro|€)\s?){0,2}[\d.,]*\s?(?:euro|€)?,?\s(?:soggett[aeio]\s+a\s+ribasso|ribassabil[ei])",
        "I costi della manodopera sono scorporati dal ribasso; gli oneri della sicurezza non si ribassano mai.",
        LABOUR_WORDING,
        unless=r"\bsoggett\w\s+a\s+ribasso\s*\(|\b(?:non|esclus\w+|scorpor\w+|al\s+(?:netto|lordo)|senza\s+considerare|più\s+efficiente|dimostra\w+|deriva|né)\b",
        reach=110,
    ),
)
UNBOUND = Statement(
    r"\b(?:assorb|riassorb|riassun|riassum|mantenimento|stabilità\s+occupazional)\w*[^.;]{0,60}?\b(?:personale|lavorator\w+|addett\w+|dipendent\w+|occupazional\w+)|\b(?:personale|lavorator\w+|addett\w+|dipendent\w+)\b[^.;]{0,60}?\b(?:uscente|cessante)",
    r"\b(?:rimess\w\s+al\w*|facoltativ\w+|(?:a|alla)\s+(?:\w+\s+)?(?:discrezion|volontà|scelta)\w*|(?:non\s+(?:è|sarà)\s+(?:\w+\s+)?(?:tenut|obbligat|vincolat)\w|non\s+ha\s+(?:alcun\s+)?obbligo)|nessun\s+obbligo|senza\s+(?:alcun\s+)?obbligo|liber[oa]\s+di)",
    "Le clausole sociali sono escluse o facoltative: per lavori e servizi non intellettuali sono dovute.",
    "L'aggiudicatario garantisce la stabilità occupazionale del personale impiegato, le pari opportunità e l'inclusione (art. 57, comma 1).",
    unless=r"\b(?:compatibil\w+|armoni\w+|numero|automatic\w+|intellettual\w+|prioritari\w+)\b",
    reach=110,
)
DURC = {
    "durc": r"D\.?U\.?R\.?C\b\.?|documento\s+unico\s+di\s+regolarità",
    "altro": r"ricors\w+|pagament\w+|stipul\w+|consegn\w+|offert\w+|fattur\w+|penal\w+|ultimazion\w+|garanzi\w+|servizio|lavori",
}
DURC_MONTHS = DURC_DAYS.value // 30


def _no_contract(standing: Standing) -> Iterator[Found]:
    if "forniture" in standing.kinds:
        return
    text = standing.act.text
    for pattern in (NO_CCNL, FREE):
        for match in scan(pattern, text):
            sentence = standing.act.sentence(match.start(), match.end())
            is_told = pattern is NO_CCNL and (APPLIED.search(sentence) or SECONDARY.search(sentence))
            if is_told or UNTOUCHED.search(WITHOUT.sub(" ", sentence)) or match.end() - match.start() > 190:
                continue
            what = (
                "il contratto collettivo è detto non necessario"
                if pattern is NO_CCNL
                else "il contratto collettivo è lasciato alla scelta dell'operatore"
            )
            yield Found(
                match.start(),
                match.end(),
                f"CCNL: {what}; va indicato nei documenti iniziali e nella decisione di contrarre, anche negli affidamenti diretti.",
                "Al personale impiegato si applica il CCNL […] (codice CNEL […]); l'operatore può indicarne un altro che garantisca le stesse tutele, con dichiarazione di equivalenza (art. 11).",
            )
            return


def _no_criteria(standing: Standing) -> Iterator[Found]:
    text, act = accented(standing.act.text), standing.act
    codes = [code.text for code in act.codes if code.kind == "cpv"]
    of_object = cam_subjects(f"{act.object_text} {text[:HEAD]}", codes, standing.kinds[0])
    spans = [(match.start(), match.end()) for match in scan(NO_CAM, text)]
    asides = (ONLY_POINTS, LEFT_ASIDE) if of_object and re.search(CAM, text) else ()
    pointed = {place for aside in asides for place in places(standing, aside)}
    spans += pointed
    if re.search(CAM, text):
        spans += places(standing, CHOSEN)
    for start, end in spans:
        sentence = act.sentence(start, end)
        subjects = of_object or cam_subjects(sentence)
        if not subjects:
            continue
        is_better = BETTER.search(sentence) and (start, end) not in pointed
        if is_better or UNFIT.search(sentence) or end - start > 220:
            continue
        if NO_DECREE.search(sentence) and not OF_AMOUNT.search(sentence) and not of_object:
            continue
        decree = f"{subjects[0].title}: {subjects[0].decree}"
        yield Found(
            start,
            end,
            f"I criteri ambientali minimi sono esclusi o lasciati facoltativi: per questo oggetto sono obbligatori ({decree}).",
            "Si applicano le specifiche tecniche e le clausole contrattuali dei criteri ambientali minimi (art. 57, comma 2).",
        )
        return


def _no_social(standing: Standing) -> Iterator[Found]:
    if {"forniture", "servizi_intellettuali", "servizi_ingegneria"} & set(standing.kinds):
        return
    text = standing.act.text
    found = next(iter(stated(UNBOUND)(standing)), None)
    if found:
        yield found
        return
    for match in scan(NO_SOCIAL, text):
        following = text[match.end() : match.end() + 160]
        if INTELLECTUAL.search(f"{standing.act.sentence(match.start(), match.end())} {following}"):
            continue
        yield Found(
            match.start(),
            match.end(),
            "Le clausole sociali sono escluse o facoltative: per lavori e servizi non intellettuali sono dovute.",
            "L'aggiudicatario garantisce la stabilità occupazionale del personale impiegato, le pari opportunità e l'inclusione (art. 57, comma 1).",
        )
        return


def _labour_cost(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    yield from stated(*REBATED)(standing)
    for match in (*scan(LABOUR_REBATE, text), *scan(LABOUR_UNSAID, text)):
        if match.re is LABOUR_REBATE and re.search(
            r"\bnon\s+(?:è|sono)\s+(?:\w+\s+){0,2}(?:soggett|ribassabil|assoggett|compres)", match[0], re.I
        ):
            continue
        if INTELLECTUAL.search(standing.act.sentence(match.start(), match.end())):
            continue
        yield Found(
            match.start(),
            match.end(),
            "I costi della manodopera sono scorporati dall'importo soggetto a ribasso e indicati dall'operatore nell'offerta.",
            "I costi della manodopera non sono soggetti a ribasso; l'operatore li indica nell'offerta (art. 41, comma 14, e art. 108, comma 9).",
        )


def _durc(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for found in labelled(text, DURC, "durc", "giorni", "mesi"):
        quantity = found.quantity
        between = text[max(0, found.since - 20) : quantity.start]
        if (
            found.label == "durc"
            and quantity.value != (DURC_DAYS.value if quantity.unit == "giorni" else DURC_MONTHS)
            and re.search(r"\bvalid\w+|\befficacia|\bdurata", between, re.I)
            and not re.search(r"\brest\w+|\bmanc\w+|\bancora\b|\bscad\w+", between, re.I)
        ):
            yield Found(
                quantity.start,
                quantity.end,
                f"Validità del DURC di {shown(quantity.value)} {quantity.unit}: è di {DURC_DAYS.value} giorni.",
                f"Il DURC è valido {DURC_DAYS.value} giorni dal rilascio (DM 30.1.2015).",
            )


LABOUR = (
    clause(
        "ccnl",
        "art. 11 c. 2; allegato I.01",
        "Il contratto collettivo applicabile è indicato dalla stazione appaltante, per ogni importo: da esso dipendono le tutele e il costo del lavoro.",
        _no_contract,
        "alta",
    ),
    clause(
        "cam",
        "art. 57 c. 2",
        "Dove un decreto fissa criteri ambientali minimi, specifiche tecniche e clausole si inseriscono sempre, a ogni importo.",
        _no_criteria,
        "verificata",
    ),
    of_tender(
        clause(
            "clausole_sociali",
            "art. 57 c. 1",
            "Le clausole sociali sono dovute per lavori e servizi non intellettuali.",
            _no_social,
            "verificata",
        ),
    ),
    clause(
        "costo_manodopera",
        "art. 41 c. 13-14; art. 108 c. 9",
        "Il costo del lavoro si toglie dal ribasso, perché la gara non si vinca sui salari.",
        _labour_cost,
        "alta",
    ),
    clause(
        "durc_validita",
        "DM 30.1.2015",
        "Il DURC vale 120 giorni: una durata diversa fa sbagliare il controllo alla data dell'atto.",
        _durc,
        "alta",
    ),
)
