"""The words by which a share says what it is of."""

from apps.municipal.tenders.rules.contradictions.statement import labels

GIVEN = r"\b(?:gar(?:anzi[ae]|\.)|cauz(?:ion[ei]|\.)|fid(?:eiussione|\.)|deposito)\s+(?:\w+\s+)?"
ROLES = labels(
    (
        "ridotta",
        r"\bridott\w+|(?<!in )\briduzion\w+|(?<!in )\baument\w+|\bmaggiorat\w+|\bincrement\w+|\bsvincol\w+",
    ),
    (
        "provvisoria",
        rf"{GIVEN}provv(?:isori[aeo])?\b|{GIVEN}(?:per\s+(?:partecipare|la\s+partecipazione)|di\s+partecipazione)\b|\bper\s+partecipare\b[^.;\n\d]{{0,40}}\b(?:cauzione|garanzia|fideiussione)\b",
    ),
    (
        "definitiva",
        r"\b(?:buona\s+esecuzione|esatto\s+adempimento|obblighi\s+(?:assunti|contrattuali))\b[^.;\n]{0,60}?\b(?:cauzion|garanzi|fide[ij]ussion|deposit)\w+",
    ),
    (
        "definitiva",
        rf"{GIVEN}def(?:initiv[aeo])?\b|\bgaranzia\s+per\s+l'esecuzione\b|\b(?:quella|la)\s+definitiva",
    ),
    (
        "provvisoria",
        r"\boffert[ae]\s+(?:\w+\s+){0,2}(?:assistit|corredat|accompagnat|garantit|allegat)\w+\s+(?:da\s+|di\s+)?(?:una\s+)?(?:garanzi|fide|cauzion)\w+|\b(?:garanzi|fide(?:i|j)ussion|cauzion)\w+\s+(?:\w+\s+){0,2}(?:a\s+corredo|a\s+garanzia)\s+dell'offerta",
    ),
    ("provvisoria", r"(?<!aggiudicazione )(?<!graduatoria )(?<!esecuzione )\bprovvisoria\b"),
    ("definitiva", r"(?<!aggiudicazione )(?<!graduatoria )\bdefinitiva\b"),
    (
        "altra garanzia",
        r"\bgaranzi[ae]\s+(?:di\s+esecuzione\b|per\s+(?:i\s+vizi|l'anticip|la\s+rata))|\bcontributi\b",
    ),
    (
        "revisione",
        r"\brevision\w+|\bvariazion\w+|\bvaria(?:no|re)?\b|\bart(?:\.|icolo)\s*60\b|\bprezz[io]\s+(?:sono|vengono|è|viene)\s+(?:aggiornat|adeguat|rivist)\w+|\bscostament\w+|\brived(?:e|ono|ut\w+|ibil\w+)\b|\brivist[oaie]\b|\badegua(?:ment\w+|t[oaie]\b)|\briequilibri\w+|\bcompensa(?:zione|no|t[oaei])?\b(?!\s+(?:dei|del|degli)\s+(?:debit|credit))|\brettific\w+|\beccedenza\b|\boscillazion\w+",
    ),
    ("penale", r"\bpenal(?:[ei]|ità)\b"),
    ("anticipazione", r"\banticipazion[ei]\b|\banticip(?:o|at[oa])\b|\bprima\s+dell'inizio:"),
    ("subappalto", r"\bsubappalt\w+|\bsubaffid\w+"),
    (
        "iva",
        r"\bi\.?v\.?a\b\.?|\baliquota\b|\bimposta\b(?!\s+(?:di\s+(?:bollo|registro|soggiorno)|comunale|municipale))",
    ),
    (
        "manodopera",
        r"(?<!intensità di )\bmanodopera\b|\bcost[oi]\s+del\s+(?:lavoro|personale)|\b(?:personale|addett[io]|operai|autisti|operator[ie]|maestranze|accompagnator[ie]|educator[ie])\s+(?:\w+\s+){0,2}incid(?:e|ono)\b",
    ),
    ("ritenuta", r"\britenut[ae]\b|\btratten\w+|\bprogressivo\b"),
    (
        "quinto",
        r"\bquinto\b|\b(?:prestazioni|quantità|forniture)\b[^.;\n\d]{0,40}\b(?:aument|diminu|ridott|più)\w*\s+(?:o|ed?|ovvero)\s+(?:in\s+)?(?:aument|diminu|ridott|meno)\w*|\b(?:aument|increment|diminu|ridu)\w+\s+(?:o|ed?|ovvero)\s+(?:di\s+)?(?:aument|diminu|ridu)\w+\s+(?:le\s+|i\s+|la\s+)?(?:prestazion|quantit|fornitur|serviz)\w+|\bvariazion[ei]\s+(?:delle|in)\s+(?:prestazion|quantit|fornitur)\w+|\bvariazioni\s+in\s+(?:aumento\s+o\s+(?:in\s+)?diminuzione|corso\s+di\s+esecuzione)|\bvariar\w*\s+(?:le\s+|i\s+|la\s+)?(?:prestazion|quantit|fornitur|serviz|lavor)\w+|\bart(?:\.|icolo)\s*120\b|\bvariant\w+|\bmodific\w+|\bopzion\w+|\besten(?:sion|d)\w+|\b(?:prestazioni|quantità|servizi|forniture|lavori)\s+(?:aggiuntiv|supplementar|complementar)\w+",
    ),
    (
        "altro",
        r"(?<!in )\bribass\w+|\bscont\w+|\bmigliorament\w+|\bmigliori[ae]\b|\bofferto\b|\bavvaliment\w+|\bsostitu\w+|\bpercentual\w+\s+di\s+(?:prodotti|materiale)|\braggruppament\w+|\bmandatari\w+|\bsorteggi\w+|\bcampion\w+|\bbiologic\w+|\briciclat\w+|\bincentiv\w+|\bimpost\w+\s+(?:di\s+(?:bollo|registro|soggiorno)|comunal\w+)|\binteress\w+|\bpari\s+opportunità|\bassunzion\w+|\boccupazion\w+",
    ),
)
