"""Figures that a law fixes for a subject, one entry for each: interest, terms, shares."""

from collections.abc import Iterator

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.law import (
    ACCOUNT_DAYS,
    BREACH_HOURS,
    EQUAL_SHARE,
    FRAMEWORK_MONTHS,
    INCENTIVE_PERCENT,
    LATE_INTEREST_POINTS,
    LATE_RECOVERY_EURO,
    REPLY_DAYS,
    RESULT_NOTICE_DAYS,
    SECONDARY_PERCENT,
    SUBCONTRACT_DAYS,
    SUBCONTRACT_NOTICE_DAYS,
    SUPPORT_PERCENT,
)
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.fixed import MOST, Fixed, fixed
from apps.municipal.tenders.rules.clauses.rows import SHARE, TERM, Row, with_rows, within
from apps.municipal.tenders.rules.clauses.statements import words
from apps.municipal.tenders.rules.rule import Found, Rule
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

BY = r"\b(?:entro|nel\s+termine\s+(?:massimo\s+)?di|non\s+oltre|in|nei|decors[oi]|trascors[oi])\s+(?:i\s+|il\s+|e\s+non\s+oltre\s+)?"
DAYS = ((r"(?:giorn[oi]|gg)\b", 1), (r"mes[ei]\b", 30))
PERCENT = ((r"(?:%|per\s?cento)", 1),)
INTEREST = Fixed(
    r"\binteress[ei]\b",
    r"\b(?:maggiorat|aumentat|accresciut|incrementat|maggiorazion|aument|piu|più)\w*\s*(?:di|del|dell'|degli|pari\s+a(?:l|d)?)?\s*",
    ((r"(?:%|per\s?cento|punt[oi]\b)", 1),),
    LATE_INTEREST_POINTS.value,
    LATE_INTEREST_POINTS.value,
    f"Interessi di mora con una maggiorazione di {{}}: è di {LATE_INTEREST_POINTS.value} punti percentuali sul tasso della Banca centrale europea.",
    "Per il ritardo nei pagamenti sono dovuti gli interessi di mora del D.Lgs. 9 ottobre 2002, n. 231.",
    also=r"\b(?:mora|morator\w+|ritard\w+|tardiv\w+|231|bce|banca\s+centrale)\b",
    unless=r"\banticipazion\w+",
)
BREACH = Fixed(
    r"\bviolazion\w+",
    BY,
    ((r"or[ae]\b", 1), (r"(?:giorn[oi]|gg)\b", 24), (r"mes[ei]\b", 720)),
    0,
    BREACH_HOURS.value,
    f"Violazione dei dati comunicata entro {{}}: al Garante va notificata entro {BREACH_HOURS.value} ore.",
    f"Le violazioni dei dati personali sono notificate al Garante entro {BREACH_HOURS.value} ore da quando se ne viene a conoscenza (art. 33 del Regolamento (UE) 2016/679).",
    also=r"\b(?:garante|autorità\s+di\s+controllo|dati|titolare)\b",
    unless=r"\b(?:cancell\w+|restitu\w+|conserv\w+|contestazion\w+|controdeduzion\w+|penal[ei]|diffid\w+|risoluzion\w+|interessat[oi]\s+(?:può|possono|esercit\w+))\b",
)
ACCOUNT = Fixed(
    r"\bdedicat[oi]\b",
    BY,
    DAYS,
    0,
    ACCOUNT_DAYS.value,
    f"Estremi del conto dedicato comunicati entro {{}}: vanno comunicati entro {ACCOUNT_DAYS.value} giorni.",
    "L'affidatario comunica entro sette giorni gli estremi del conto dedicato e le persone delegate a operare su di esso (art. 3, comma 7, della L. 136/2010).",
    also=r"\bcont[oi]\b[^.;]*\b(?:comunic\w+|trasmett\w+|notific\w+)|\b(?:comunic\w+|trasmett\w+|notific\w+)\b[^.;]*\bcont[oi]\b",
    unless=r"\b(?:pagament\w+|paga(?:re)?|fattur\w+|richiest\w+|stipul\w+|liquid\w+)\b",
)
EQUAL = Fixed(
    r"\b(?:giovan\w+|donne|femminil\w+|under\s?36)\b",
    r"[^.;]{0,75}",
    PERCENT,
    EQUAL_SHARE.value,
    MOST,
    f"Quota di assunzioni per giovani e donne pari al {{}}: è il {EQUAL_SHARE.value} per cento, salvo una deroga motivata.",
    f"Almeno il {EQUAL_SHARE.value} per cento delle assunzioni necessarie è riservato ai giovani sotto i trentasei anni e altrettanto alle donne (allegato II.3 del D.Lgs. 36/2023).",
    also=r"\bassunzion\w+|\bassumer\w+|\bassunt[ei]\b",
    unless=r"\b(?:punt[oi]|punteggi\w*|premial\w+|(?<!non si è )(?<!senza )derog\w+|motivat\w+|categori[ae]\s+protett\w+|68/1999)\b",
)
PERMISSION = Fixed(
    r"\bsub-?appalt\w+",
    BY,
    DAYS,
    0,
    SUBCONTRACT_DAYS.value,
    f"Autorizzazione al subappalto entro {{}}: l'ente si pronuncia entro {SUBCONTRACT_DAYS.value} giorni dalla richiesta.",
    "L'autorizzazione al subappalto è rilasciata entro trenta giorni dalla richiesta (art. 119, comma 16, del D.Lgs. 36/2023).",
    also=r"\bautorizza\w+|\bsilenzio",
    unless=r"\b(?:pagament\w+|pag(?:a|are)\b|fattur\w+|prima\s+del\w*|quietanz\w+|inizio|almeno)\b",
)
DEPOSIT = Fixed(
    r"\bsub-?appalt\w+",
    r"\b(?:(?:almeno|non\s+meno\s+di|con\s+(?:un\s+)?anticipo\s+(?:minimo\s+)?di)\s+|\w{3,}\s(?=\w+\s\w+\sprima))",
    DAYS,
    SUBCONTRACT_NOTICE_DAYS.value,
    MOST,
    f"Contratto di subappalto depositato {{}} prima: ne servono almeno {SUBCONTRACT_NOTICE_DAYS.value}.",
    "Il contratto di subappalto è depositato almeno venti giorni prima dell'inizio delle relative prestazioni (art. 119, comma 5, del D.Lgs. 36/2023).",
    also=r"\b(?:deposit\w+|trasmett\w+|trasmess\w+|present\w+)\b[^.;]*\b(?:inizi\w+|avvi\w+|esecuzion\w+)",
    unless=r"\b(?:sub-?contratt\w+|fornitur\w+|nol[oi])\b",
)
RESULT = Fixed(
    r"\bavvis[oi]\s+(?:di\s+(?:aggiudicazion|post-?informazion|appalt\w+\s+aggiudicat)|(?:relativ\w+\s+)?(?:sui|ai)\s+risultat)\w+",
    BY,
    DAYS,
    0,
    RESULT_NOTICE_DAYS.value,
    f"Avviso di aggiudicazione entro {{}}: va inviato entro {RESULT_NOTICE_DAYS.value} giorni.",
    "L'avviso di aggiudicazione è trasmesso entro trenta giorni dalla conclusione del contratto (art. 111 del D.Lgs. 36/2023).",
    also=r"\b(?:pubblic\w+|trasme\w+|invi\w+)\b",
    unless=r"\b(?:ricors\w+|impugn\w+|stipul\w+)\b",
)
FRAMEWORK = Fixed(
    r"\baccord\w+\s+quadro\b",
    r"\b(?:durata|validit[àa]|efficacia|dura|valid[oa]|vale)\b[^.;\d]{0,45}",
    ((r"ann[oi]\b", 12), (r"mes[ei]\b", 1)),
    0,
    FRAMEWORK_MONTHS.value,
    "Accordo quadro di {}: non dura più di quattro anni, salvi casi eccezionali motivati.",
    "L'accordo quadro ha durata di […], non oltre quattro anni (art. 59, comma 1, del D.Lgs. 36/2023).",
    unless=r"\b(?:eccezional\w+|motivat\w+|offert\w+|fatturat\w+|triennio|esercizi|analogh\w+|garanzi\w+|conserv\w+|non\s+(?:può|oltre|superior\w+))\b",
)
SECONDARY = Fixed(
    r"(?:scorporabil[ei]|prestazion[ei]\s+(?:\w+\s+)?(?:secondari[ae]|accessori[ae])|attività\s+(?:\w+\s+)?(?:secondari[ae]|accessori[ae]))\b",
    r"\b(?:oltre|almeno|super\w+|pari|sogli\w+|raggiung\w+|inferior\w+|sotto|minim\w+)\s+(?:o\s+superior\w+\s+)?(?:al?|il|del|la)?l?'?\s?(?:\w+\s+){0,2}?",
    PERCENT,
    SECONDARY_PERCENT.value,
    SECONDARY_PERCENT.value,
    f"Contratto collettivo delle prestazioni secondarie legato al {{}}: va indicato da una quota del {SECONDARY_PERCENT.value} per cento.",
    f"Se le prestazioni secondarie, differenti da quelle prevalenti, valgono almeno il {SECONDARY_PERCENT.value} per cento, si indica anche il loro contratto collettivo (art. 11, comma 2-bis, del D.Lgs. 36/2023).",
    also=r"\b(?:ccnl|contratt[oi]\s+collettiv[oi])\b",
)
SUPPORT = Fixed(
    r"(?:supporto\s+al\s+(?:\w+\s+)?(?:rup\b|r\.u\.p|responsabile|unico)|art(?:\.|icolo)\s*15,?\s*(?:comma|c\.)\s*6\b)",
    r"[^.;]{0,75}",
    PERCENT,
    0,
    SUPPORT_PERCENT.value,
    f"Risorse per il supporto al RUP pari al {{}}: non superano l'{SUPPORT_PERCENT.value} per cento dell'importo a base di gara.",
    "Per il supporto al RUP si destinano risorse non superiori all'1 per cento dell'importo a base di gara (art. 15, comma 6, del D.Lgs. 36/2023).",
    unless=r"\b(?:iva|ribass\w+|contribut\w+|inarcassa|penal\w+)\b",
)
RECOVERY = words(
    r"\b(?:forfettari\w+|forfait|forfetari\w+)\b[^.;]{0,90}?\b(?:risarciment|danno|recupero)\w*|\b(?:risarciment|danno|recupero)\w*\b[^.;]{0,90}?\b(?:forfettari|forfait|forfetari)\w*"
)
OF_LATENESS = words(r"\b(?:231|mora|morator\w+|interess[ei]|costo\s+del\s+recupero|spese\s+di\s+recupero)\b")


def _recovery(standing: Standing) -> Iterator[Found]:
    """The lump sum due with the interest for a late payment."""
    text, due = standing.act.text, LATE_RECOVERY_EURO.value
    for match in scan(RECOVERY, text):
        one, other = sentence_of(standing.act.flat, match.start(), match.end())
        if not OF_LATENESS.search(text, one, other):
            continue
        for money in standing.act.amounts_between(one, other):
            if money.value != due:
                message = f"Risarcimento forfettario di {amount_text(money.value)} per il ritardo: è di {amount_text(due)}."
                yield Found(money.start, money.end, message, INTEREST.suggestion)


def _late(standing: Standing) -> Iterator[Found]:
    yield from fixed(INTEREST)(standing)
    yield from _recovery(standing)


ACCOUNT_ROW = Row(
    rf"{TERM}comunica(?:re|zione)\s(?:gli\sestremi\s)?(?:del\s|il\s)?conto\s(?:corrente\s)?dedicato",
    "giorni",
    within(0, ACCOUNT_DAYS.value),
    ACCOUNT.message,
    ACCOUNT.suggestion,
)
SECONDARY_ROW = Row(
    rf"{SHARE}(?:prestazioni|attività)\s(?:secondarie|accessorie|scorporabili)[\w\s]{{0,30}}|ccnl\sdelle\s(?:prestazioni|attività)\s(?:secondarie|accessorie|scorporabili)",
    "percento",
    within(SECONDARY_PERCENT.value, SECONDARY_PERCENT.value),
    SECONDARY.message,
    SECONDARY.suggestion,
)
REPLY = Fixed(
    r"\bcontrodeduzion\w+|\bgiustificazion\w+",
    r"\b(?:di|a|entro|concess[oi]|assegnat[oi]|inferior[ei]\s+ad?)\s+(?:i\s+)?",
    ((r"(?:giorn[oi]|gg)\b", 1),),
    REPLY_DAYS.value,
    MOST,
    f"Controdeduzioni in {{}}: prima della risoluzione per grave inadempimento il termine è di almeno {REPLY_DAYS.value} giorni.",
    "Prima della risoluzione all'appaltatore è assegnato un termine non inferiore a quindici giorni per le controdeduzioni (art. 122, comma 3, del D.Lgs. 36/2023).",
    also=r"\bgrav\w+\s+inadempi\w+|\bprima\s+della\s+risoluzion\w+",
    unless=r"\b(?:penal[ei]|urgen\w+|clausol\w+\s+risolutiv\w+|1456)\b",
)
INCENTIVES = Fixed(
    r"\bincentiv\w+|\bfunzioni\s+tecniche",
    r"[^.;]{0,75}",
    PERCENT,
    0,
    INCENTIVE_PERCENT.value,
    f"Incentivi alle funzioni tecniche pari al {{}}: non superano il {INCENTIVE_PERCENT.value} per cento dell'importo a base di gara.",
    "Per le funzioni tecniche si destinano risorse non superiori al 2 per cento dell'importo a base di gara (art. 45, comma 2, del D.Lgs. 36/2023).",
    also=r"\b(?:import\w+|base|valore)\b",
    unless=r"\b(?:80|ottanta|20|venti|fondo\s+è|ripartit\w+|restante|iva|ribass\w+|irap|contribut\w+|premio|fotovoltaic\w+|conto\s+termico)\b",
)
LAWFUL: tuple[Rule, ...] = (
    clause(
        "controdeduzioni",
        "art. 122 c. 3; allegato II.14",
        "Chi rischia la risoluzione ha il tempo di rispondere.",
        fixed(REPLY),
        "media",
    ),
    clause(
        "incentivi",
        "art. 45 c. 2",
        "Gli incentivi hanno un limite di spesa.",
        fixed(INCENTIVES),
        "media",
    ),
    clause(
        "mora_misura",
        "artt. 2, 5 e 6 D.Lgs. 231/2002",
        "La misura degli interessi per il ritardo nei pagamenti è fissata dalla legge.",
        _late,
        "media",
    ),
    clause(
        "violazione_dati",
        "art. 33 Regolamento (UE) 2016/679",
        "Una violazione dei dati si segnala subito: ne dipende la tutela delle persone.",
        fixed(BREACH),
        "media",
    ),
    clause(
        "conto_dedicato",
        "art. 3 c. 7 L. 136/2010",
        "Il conto dedicato si comunica in tempi brevi, perché ogni pagamento sia tracciato.",
        with_rows(fixed(ACCOUNT), ACCOUNT_ROW),
        "media",
    ),
    clause(
        "quota_giovani_donne",
        "art. 57 c. 2-bis; allegato II.3",
        "Una parte delle nuove assunzioni è riservata ai giovani e alle donne.",
        fixed(EQUAL),
        "media",
    ),
    clause(
        "subappalto_termini",
        "art. 119 cc. 5 e 16",
        "Deposito e autorizzazione del subappalto hanno i loro termini.",
        fixed(PERMISSION, DEPOSIT),
        "media",
    ),
    clause(
        "ccnl_secondario",
        "art. 11 c. 2-bis",
        "Anche chi svolge le prestazioni secondarie ha un contratto collettivo, se queste pesano abbastanza.",
        with_rows(fixed(SECONDARY), SECONDARY_ROW),
        "alta",
    ),
    clause(
        "supporto_rup",
        "art. 15 c. 6",
        "Il supporto al RUP ha un limite di spesa.",
        fixed(SUPPORT),
        "alta",
    ),
    clause(
        "accordo_quadro",
        "art. 59 c. 1",
        "Un accordo troppo lungo chiude il mercato.",
        fixed(FRAMEWORK),
        "media",
    ),
    clause(
        "avviso_esito",
        "art. 111 c. 1",
        "L'esito di una procedura si rende noto in breve tempo.",
        fixed(RESULT),
        "media",
    ),
)
