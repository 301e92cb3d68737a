"""Life of the contract: changes, renewal, transfer, withdrawal, checks at the end."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import (
    CHANGE_PERCENT,
    FIFTH_PERCENT,
    SUPPLEMENT_PERCENT,
    WITHDRAWAL_DAYS,
    WITHDRAWAL_PERCENT,
)
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.fixed import MOST
from apps.municipal.tenders.rules.clauses.phrasing import the, to
from apps.municipal.tenders.rules.clauses.rows import SHARE, TERM, Row, with_rows, within
from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import Statement, before, stated, words
from apps.municipal.tenders.rules.quantities import Quantity, find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

FIFTH = words(
    r"\bquinto\b|\b(?:aument|variazion|increment)[oi]\s+(?:[fs]ino|entro|pari|nei\s+limiti|nel\s+limite)\b|\b(?:aumentare|estendere|incrementare)\s+o\s+(?:ridurre|diminuire)\b|\baumentat\w\s+(?:o|e|ed)\s+(?:diminuit|ridott)\w|\b(?:aument\w+|riduzion\w+|diminuzion\w+|estension\w+|variazion\w+|increment[oi])\b[^.;]{0,60}?\b(?:delle\s+)?(?:prestazion\w+|lavorazion\w+|quantit\w+|lavori|forniture|servizi\w*|ordin\w+)|\b(?:prestazion\w+|quantit\w+|lavori|forniture|servizi)\s+(?:in\s+più|in\s+meno|aggiuntiv\w)|\bin\s+più\s+o\s+in\s+meno|\b(?:in\s+)?aument[oi]\s+(?:o|ed?|od)\s+(?:in\s+)?(?:diminuzion|riduzion)\w+"
)
OBLIGED = words(
    r"\b(?:stess[ei]|medesim[ei]|identic[hi]\w*)\s+(?:\w+\s+){0,2}?(?:condizion\w+|patti|prezz\w+)|\b(?:obbligat\w|tenut[oa]|impor\w+|imposizion\w+|non\s+(?:può|potrà)\s+(?:\w+\s+){0,2}?(?:oppor|rifiut|sottrar|far\s+valere)\w*|senza\s+(?:poter|diritto|che\s+l'\w+\s+possa)|non\s+(?:ha|avrà)\s+diritto|d'obbligo|obbligo|accett\w+|esegu\w+|chieder\w*|richied\w+)\b"
)
NO_FIFTH = words(
    r"\b(?:revision\w+|prezzo\s+(?:è|varia)|prezzi\s+(?:sono|si)|aggiornat?\w+|art(?:\.|icolo)\s*60\b|variazion\w+\s+de[il]\s+(?:cost|prezz)\w|eccedent\w+|eccedenza|eccede\w*|riconosc\w+|cost[oi]\s+vari\w+|I\.?S\.?T\.?A\.?T|garanzi\w+|penal\w+|ribass\w+|subappalt\w*|opzion\w+|proroga\w*|ripetizion\w+|anticipazion\w+|piccol\w+\s+e\s+medi\w+|PMI|valore\s+(?:stimato|iniziale)|supplementar\w+|donne|giovan\w+|ritenut\w+|manodopera|modific\w+\s+minor\w+|errori?\s+di\s+progett\w+)\b"
)
SUPPLEMENT = words(
    r"\b(?:supplementar\w+|complementar\w+|imprevist\w+|imprevedibil\w+|art(?:\.|icolo)\s*120,?\s*(?:comma|c\.|co\.)\s*(?:1|2)\b)"
)
SMALL = words(
    r"\bart(?:\.|icolo)\s*120,?\s*(?:comma|c\.|co\.)\s*3\b|\b(?:modific\w+|variant\w+|variazion\w+)\b[^.;]{0,160}?\b(?:minor[ei](?!\s+(?:prestazion|quantit|lavor|serviz))|modest\w+|(?:importo|valore|entità)\s+limitat\w|senza\s+(?:una\s+)?nuova\s+(?:gara|procedura)|non\s+sostanzial\w+|natura\s+(?:complessiva|del\s+contratto)|al\s+di\s+sotto|(?:purché|se|quando)\s+(?:\w+\s+){0,3}?(?:sotto|inferior\w+|entro))|\bsenza\s+(?:una\s+)?nuova\s+(?:gara|procedura)[^.;]{0,80}?\b(?:modific|variant|variazion)\w+"
)
INITIAL = words(
    r"\b(?:valore|importo|prezzo)\s+(?:iniziale|del\s+contratto|contrattuale|originari\w+)|\bcontratto\s+iniziale"
)
FIFTH_WORDING = "Per aumenti o diminuzioni fino al quinto dell'importo del contratto l'appaltatore esegue alle condizioni originarie (art. 120, comma 9, del D.Lgs. 36/2023)."
SMALL_WORDING = "Modifiche senza nuova procedura se restano sotto le soglie e sotto il {} per cento del valore iniziale (art. 120, comma 3, del D.Lgs. 36/2023)."
SUPPLEMENT_WORDING = "L'aumento di prezzo non supera il 50 per cento del valore del contratto iniziale (art. 120, comma 2, del D.Lgs. 36/2023)."


UNFORESEEN = Statement(
    r"\bquinto\b",
    r"\b(?:anche\s+(?:senza|in\s+(?:assenza|mancanza)\s+d\w*|se\s+(?:\w+\s+){0,2}?non)\s*(?:\w+\s+){0,3}?previs\w+|(?:pur|benché|sebbene|ancorché)\s+non\s+(?:\w+\s+)?previst\w+|indipendentemente\s+da\w*\s+(?:\w+\s+)?previsione)",
    "Il quinto d'obbligo vale soltanto se i documenti di gara iniziali lo prevedono.",
    FIFTH_WORDING,
    unless=r"\b(?:non\s+(?:è|opera|si|può|vale|sarebbe)\b|esclus\w+|vietat\w+)",
    reach=150,
)
SPOKEN = Statement(
    r"\b(?:variazion|modific|variant)\w+",
    r"\b(?:verbalmente|oralmente|a\s+voce|telefonic\w+|per\s+telefono|(?:accord|ordin)\w+\s+verbal[ei])\b",
    "Le modifiche del contratto si ordinano e si approvano per iscritto.",
    "Le modifiche sono ordinate per iscritto dal direttore dell'esecuzione, previa autorizzazione del RUP (art. 120 del D.Lgs. 36/2023).",
    unless=r"\b(?:non|nessun\w*|vietat\w+|esclus\w+|conferm\w+|seguit\w+\s+da|null[aeio]|né|senza|mai|salvo)\b",
    reach=110,
)


UNBOUNDED = Statement(
    r"\b(?:modific|variar|variazion|variant)\w*[^.;]{0,60}?\b(?:prestazion|contratt|servizi|quantit|fornitur|lavor|condizion)\w*|\b(?:variazion|variant|modific)\w+\s+(?:\w+\s+)?(?:è|sono)\s+ammess\w",
    r"\b(?:senza\s+(?:alcun\s+)?limit\w+(?:\s+(?:di\s+)?(?:import|valor)\w+)?(?!\s+di\s+(?:temp|orari))|unilateralmente|in\s+(?:qualunque|qualsiasi)\s+misura)\b",
    "Le modifiche del contratto sono ammesse nei casi e nei limiti del Codice.",
    FIFTH_WORDING,
    unless=r"\b(?:non|nessun\w*|né|mai|vietat\w+|esclus\w+|subappalt\w*|orari\w*|reced\w+|recess\w+|risol\w+|dati|password)\b",
    reach=90,
    key=r"limit|unilateralm|misura",
)


def _changes(standing: Standing) -> Iterator[Found]:
    """Shares of the changes of a contract: the fifth, the ten or fifteen per cent, the half."""
    text = standing.act.text
    yield from stated(UNFORESEEN, SPOKEN, UNBOUNDED)(standing)
    for share in (
        find_shares(text)
        if words(r"quint|modific|aument|increment|varia[nz]|supplementar|in\s+più").search(text)
        else ()
    ):
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        near = text[max(one, share.start - 200) : min(other, share.end + 130)]
        found = _wrong_change(standing, near, share, before(text, one))
        if found:
            yield Found(share.start, share.end, *found)


def _wrong_change(standing: Standing, near: str, share: Quantity, heading: str) -> tuple[str, str] | None:
    most = CHANGE_PERCENT["lavori" if standing.kinds[0] == "lavori" else "altri"].value
    if (
        SUPPLEMENT.search(near)
        and share.value > SUPPLEMENT_PERCENT.value
        and not re.search(r"ribass|svincol", near, re.I)
    ):
        return (
            f"Prestazioni supplementari fino {to(share.value)} per cento: il limite è {the(SUPPLEMENT_PERCENT.value)} per cento del valore iniziale.",
            SUPPLEMENT_WORDING,
        )
    if SMALL.search(near) and (INITIAL.search(near) or "nuova" in near) and not OBLIGED.search(near[:1]):
        limits = (
            {CHANGE_PERCENT["lavori"].value, CHANGE_PERCENT["altri"].value}
            if "lavori" in standing.kinds and len(standing.kinds) > 1
            else {most}
        )
        if (share.value > max(limits) and share.value != FIFTH_PERCENT.value) or (
            share.value == FIFTH_PERCENT.value and "quint" not in near.lower()
        ):
            return (
                f"Modifiche di modesto valore fino {to(share.value)} per cento: il limite è {the(most)} per cento del valore iniziale.",
                SMALL_WORDING.format(most),
            )
        return None
    is_fifth = FIFTH.search(near) and (
        OBLIGED.search(near) or re.search(r"\b120\b|modific|variant", heading, re.I)
    )
    if is_fifth and share.value > FIFTH_PERCENT.value and not NO_FIFTH.search(near) and share.value <= 100:
        return (
            f"Aumenti o diminuzioni fino {to(share.value)} per cento alle stesse condizioni: l'obbligo arriva al quinto dell'importo del contratto.",
            FIFTH_WORDING,
        )
    return None


WITHDRAWAL = words(
    r"\breced\w+|\brecess\w+|\bsciogli\w+\s+(?:si\s+)?(?:\w+\s+)?(?:dal|il)\s+(?:contratto|rapporto|vincolo)"
)
NOTICE = words(r"\bpreavvis\w+|\bavvis\w+|\bcomunica\w+|\bprima\b|\banticip\w+")
BY_OTHERS = words(
    r"\b(?:appaltatore|affidatari[oa]|impresa|ditta|fornitore)\s+(?:\w+\s+){0,2}?(?:può|potrà|ha\s+facoltà\s+di)\s+recede|\bantimafia|\b88\b|\bdiserz\w+"
)
WITHDRAWAL_WORDING = f"La stazione appaltante può recedere con preavviso di almeno {WITHDRAWAL_DAYS.value} giorni, pagando quanto eseguito e un decimo di quanto resta (art. 123 del D.Lgs. 36/2023)."


def _withdrawal(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for quantity in find_quantities(text, "giorni") if WITHDRAWAL.search(text) else ():
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        near = text[max(one, quantity.start - 170) : min(other, quantity.end + 70)]
        if quantity.value >= WITHDRAWAL_DAYS.value or not NOTICE.search(near) or BY_OTHERS.search(near):
            continue
        is_titled = re.search(r"\brecess\w+", before(text, one), re.I) and re.search(
            r"\bpreavvis\w+|\bavvis(?:a|are|ando|o)\b|\bcon\s+(?:\w+\s+){0,3}?anticipo", near, re.I
        )
        if (WITHDRAWAL.search(near) or is_titled) and not re.search(
            r"contestaz|giustific|controded|diffid|pagat|penal", near, re.I
        ):
            message = f"Recesso con {shown(quantity.value)} giorni di preavviso: ne servono almeno {WITHDRAWAL_DAYS.value}."
            yield Found(quantity.start, quantity.end, message, WITHDRAWAL_WORDING)
    for share in find_shares(text):
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        near = text[max(one, share.start - 170) : min(other, share.end + 90)]
        if (
            WITHDRAWAL.search(near)
            and share.value != WITHDRAWAL_PERCENT.value
            and re.search(r"non\s+eseguit|manca\w*|residu|da\s+eseguire|rest\w+", near, re.I)
            and not re.search(r"quattro\s+quinti|4/5|penal|garanzi", near, re.I)
        ):
            yield Found(
                share.start,
                share.end,
                f"Indennizzo per il recesso pari {to(share.value)} per cento: è un decimo di quanto non è eseguito.",
                WITHDRAWAL_WORDING,
            )
    yield from stated(*NO_TENTH)(standing)


NO_TENTH = (
    Statement(
        r"\breced\w+|\brecess\w+",
        r"\b(?:non\s+(?:può|potrà)\s+(?:\w+\s+)?pretender\w*|non\s+(?:ha|avrà|hanno|avranno|dà|darà)\s+(?:alcun\s+)?(?:diritto|titolo|luogo)\s+a(?:d|ll\w*|lcun\w*)?\b|senza\s+(?:\w+\s+){0,4}?(?:indennizz|indennit|compens|corrispettiv|rimbors|risarciment|pag\w+\s+alcun|preavvis|termine\s+di\s+preavvis|nulla|motiv\w+\s+e\s+senza)\w*|senza\s+(?:dover(?:e)?\s+)?(?:pagare|corrispondere|versare)|(?:nulla|niente|nessun\w*)\s+(?:\w+\s+){0,4}?(?:dovut|spett|riconosc|pretend|indenniz|indennit|compens)\w*|non\s+(?:\w+\s+){0,3}?(?:spett|dovut|riconosc)\w+\s+(?:\w+\s+){0,3}?(?:decim|indenniz|indennit|compens|mancato\s+guadagno)\w*|(?:decim|indenniz|indennit|compens)\w+[^.;]{0,60}?\bnon\s+(?:è|sono|viene|sarà)\s+(?:\w+\s+)?(?:riconosciut|dovut|corrispost|pagat)\w+|con\s+effetto\s+immediato|in\s+(?:ogni|qualunque|qualsiasi)\s+momento\s+e\s+senza\s+preavviso)",
        "Il recesso vuole un preavviso, il pagamento di quanto eseguito e un decimo di quanto resta.",
        WITHDRAWAL_WORDING,
        unless=r"\b(?:antimafia|appaltatore\s+(?:può|potrà)\s+recedere|Consip|convenzion\w+|codice\s+di\s+comportamento|interdittiv\w+|grave\s+inadempi\w+|non\s+stipul\w+|offerta|consumator\w+)\b",
        reach=170,
        titled=True,
    ),
)
RENEWAL = (
    Statement(
        r"\b(?:tacit\w+|contratto|appalto|servizio|affidamento|rapporto|convenzione|durata|scadenza|accordo|fornitura)\b",
        r"\b(?:(?:prosegu|continu)\w*\s+(?:tacitamente|automaticamente)\b(?!\s+(?:il|la|lo|le|i|gli|ad?)\b)|(?:si\s+)?(?:rinnov|proroga)\w*\s+(?:\w+\s+){0,3}?(?:tacitamente|automaticamente|di\s+diritto|in\s+automatico|d'ufficio)|(?:tacit\w+|automatic\w+)\s+(?:\w+\s+)?(?:rinnov|proroga|prosecuzion)\w*|(?:rinnov|proroga)\w*\s+(?:tacit|automatic)\w+|\bdisdett\w+[^.;]{0,90}?\b(?:rinnov|proroga|prosegu|continu)\w*|(?:rinnov|proroga|prosegu|continu|confermat)\w*\b[^.;]{0,110}?\bdisdett\w+|(?:rinnov|proroga|prosegu|continu)\w*\s+(?:\w+\s+){0,2}?da\s+(?:sé|solo)\b|(?:rinnov|proroga|prosegu|continu)\w*\b[^.;]{0,90}?\b(?:se|salvo\s+che|a\s+meno\s+che|quando|ove|qualora)\s+(?:nessun\w*\s+|una\s+(?:delle\s+parti|parte)\s+non\s+|le\s+parti\s+non\s+|il\s+comune\s+non\s+|la\s+ditta\s+non\s+|non\s+)(?:\w+\s+){0,3}?(?:scriv|scritt|comunic|dic[ae]|dice|manifest|oppon|oppost|avvis|disdi)\w*|(?:rinnov|proroga|prosegu|continu)\w*\s+(?:\w+\s+){0,3}?senza\s+(?:bisogno|necessità)\s+di\s+(?:atti|provvediment|formalit|determin)\w*)",
        "Il rinnovo tacito è vietato.",
        "Il contratto cessa alla scadenza; è escluso il rinnovo tacito.",
        unless=r"\b(?:esclus\w+|vietat\w+|non\s+(?:è|si|può|sarà|saranno|sono|opera|prosegu\w+|continu\w+|rinnov\w+)|divieto|senza\s+(?:possibilità\s+di\s+)?(?:tacit|rinnov|proroga)\w*|null[oa]|senza\s+(?:bisogno|necessità|obbligo)\s+di\s+disdett\w+|non\s+(?:previst|ammess|consentit)\w+|cessa\b|scade\b|polizz\w+|né|garanzi\w+|licenz\w+|abbonament\w+|mai)\b",
        reach=130,
        key=r"rinnov|prorog|tacit|disdett|prosegu|continu|prosecuz",
    ),
    Statement(
        r"\b(?:proroga\w*|rinnov\w+|prosegu\w+|prosecuzion\w+)",
        r"\b(?:senza\s+limit\w+\s+(?:di\s+(?:tempo|durata|numero)|\w+)|a\s+tempo\s+indeterminato|per\s+(?:un\s+)?tempo\s+indeterminato|più\s+volte|illimitat\w+|tutte\s+le\s+volte|ogni\s+volta\s+che\s+(?:vuole|ritiene|lo)|anche\s+(?:se|ove|qualora|in\s+assenza|senza)\s+(?:\w+\s+){0,5}?(?:previst|opzion|indicat)\w*|(?:pur|benché|sebbene|ancorché)\s+non\s+(?:\w+\s+)?previst\w+|non\s+previst[ao]\s+(?:nei\s+documenti|negli\s+atti|nel\s+bando|dal\s+(?:bando|contratto))|a\s+(?:semplice\s+)?(?:richiesta|domanda)\s+dell'(?:appaltatore|impresa|affidatari\w|operatore)|a\s+discrezione)|\b(?:appaltatore|affidatari\w|impresa)\s+(?:può|potrà)\s+(?:\w+\s+){0,2}?prorogare|\banche\s+(?:in\s+assenza\s+di|senza)\s+(?:\w+\s+)?(?:gara|procedura)\b",
        "La proroga vale se è prevista come opzione, o per il tempo strettamente necessario a una nuova procedura.",
        "Il contratto può essere prorogato per il tempo strettamente necessario a concludere la nuova procedura (art. 120, commi 10 e 11, del D.Lgs. 36/2023).",
        unless=r"\b(?:non\s+(?:può|potrà|si\s+può|(?:è|sono|sarà)\s+(?:\w+\s+)?(?:ammess|consentit|possibil|permess|prorogabil|rinnovabil)\w*)|esclus\w+|vietat\w+|divieto|garanzi\w+|polizz\w+|dati|consenso|né|nessun\w*)\b",
        reach=120,
    ),
)
TRANSFER = (
    Statement(
        r"\b(?:contratt[oi]|appalt[oi])\b",
        r"\b(?:(?:può|potrà|possono)\s+(?:\w+\s+){0,2}?(?:(?:essere\s+)?(?:cedut|trasferit)\w|cedere|trasferire)|cedibil[ei]|(?:è|sarà)\s+(?:\w+\s+){0,2}?(?:ammess|consentit|permess)\w\s+(?:\w+\s+){0,2}?(?:cession\w+|ceder\w+)|cession\w+,?\s+(?:del\s+contratto\s+)?(?:\w+,?\s+){0,5}?(?:è|sarà)\s+(?:\w+\s+){0,2}?(?:ammess|consentit|permess|possibil|liber)\w*|(?:facoltà|possibilità|diritto|autorizzat\w)\s+(?:di|a)\s+(?:cedere|trasferire|volturare)|libero\s+di\s+(?:cedere|trasferire)|(?:può|potrà|possono)\s+(?:\w+\s+){0,3}?(?:volturar|subentrar)\w*|(?:può|potrà|possono)\s+(?:\w+\s+)?(?:passar|girar|trasmetter|lasciar|intestar)\w*\s+(?:il\s+contratto|l\'appalto)\s+ad?\s+(?:un\'?\s?)?(?:altr\w+|terzi))",
        "La cessione del contratto è nulla.",
        "Il contratto non può essere ceduto, a pena di nullità (art. 119, comma 1, del D.Lgs. 36/2023).",
        unless=r"\b(?:credit\w+|non\s+(?:(?:si\s+)?può|possono|potrà|è|sarà)|subappalt\w*\s+o|120|ramo\s+d'azienda|fusion\w+|dati|vietat\w+|null[ao]|né|mai|nessun\w*|invece\s+no|divieto|esclus\w+|costitui\w+\s+causa|risolu\w+|quota\s+del\s+servizio)\b",
        reach=110,
        key=r"ced[eiu]|cession|trasfer|volturar|subentrar|passar|girar|trasmetter|lasciar|intestar",
    ),
)
FIFTH_ROW = Row(
    rf"{SHARE}?(?:variazioni|variazione|modifiche)\s(?:obbligatori\w|d'obbligo|in\s(?:aumento|più)\s(?:e|o)\s(?:in\s)?(?:diminuzione|meno))(?:\s(?:agli|alle)\sstess\w\s\w+)?",
    "percento",
    within(0, FIFTH_PERCENT.value),
    "Aumenti o diminuzioni fino al {} per cento alle stesse condizioni: l'obbligo arriva al quinto dell'importo del contratto.",
    FIFTH_WORDING,
)
NOTICE_ROW = Row(
    rf"{TERM}preavviso\s(?:di|per\sil|in\scaso\sdi)\srecesso(?:\s(?:del|della|dell')\s?(?:comune|stazione\sappaltante|ente|amministrazione))?|recesso(?:\s(?:del|della|dell')\s?(?:comune|stazione\sappaltante|ente|amministrazione))?,?\s(?:con\s)?preavviso",
    "giorni",
    within(WITHDRAWAL_DAYS.value, MOST),
    f"Recesso con {{}} giorni di preavviso: ne servono almeno {WITHDRAWAL_DAYS.value}.",
    WITHDRAWAL_WORDING,
)
PERFORMANCE = (
    clause(
        "modifiche",
        "art. 120",
        "Oltre i limiti dell'art. 120 una modifica è un nuovo affidamento.",
        with_rows(_changes, FIFTH_ROW),
        "alta",
    ),
    clause(
        "recesso",
        "art. 123",
        "Chi recede dà un preavviso e paga un decimo di quanto non è eseguito.",
        with_rows(_withdrawal, NOTICE_ROW),
        "alta",
    ),
    clause(
        "rinnovo_tacito",
        "art. 57 L. 62/2005; art. 120 cc. 10-11",
        "Un contratto che continua da solo sottrae il servizio al mercato.",
        stated(*RENEWAL),
        "alta",
    ),
    clause(
        "cessione",
        "art. 119 c. 1",
        "Chi ha vinto esegue: la cessione del contratto è nulla.",
        stated(*TRANSFER),
        "alta",
    ),
)
