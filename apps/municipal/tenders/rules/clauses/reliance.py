"""Firms that help each other: reliance on the means of others, groups."""

from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.statements import FORBIDDEN, Statement, stated

AVAIL = r"\bavvaliment\w+|\bavvalersi\s+(?:dei\s+requisiti|della\s+capacità|delle\s+capacità|di\s+(?:altr\w|terz\w|impres\w|un'altra))|\brequisiti\s+(?:\w+\s+){0,2}?(?:presi\s+in\s+prestito|di\s+(?:altri\s+soggetti|terzi|un'altra\s+impresa))|\bimpres[ae]\s+ausiliari[ae]|\bprestito\s+(?:dei|di)\s+requisit\w+|\brequisit\w+\s+(?:di|da)\s+(?:\w+\s+)?(?:altr|terz)\w+"
RELIANCE = (
    Statement(
        AVAIL,
        rf"{FORBIDDEN}|\bnon\s+(?:può|possono|potrà|potranno)\s+(?:\w+\s+){{0,3}}?(?:ricorr|avval|fare\s+ricorso|servirsi)\w*|\b(?:solo\s+|esclusivamente\s+|direttamente\s+)?in\s+proprio\b|\b(?:niente|nessun)\s+(?:ricorso|prestito|avvaliment)|\bnon\s+(?:trova\s+applicazione|si\s+applica)\b",
        "L'avvalimento è escluso: il Codice lo ammette per i requisiti economici e tecnici.",
        "È ammesso l'avvalimento, secondo l'art. 104 del D.Lgs. 36/2023.",
        unless=r"\b(?:(?:sub-?|altr[oi]\s+)responsabil[ei]|GDPR|2016/679|dati\s+personali|stess[ao]\s+(?:impresa\s+)?ausiliari|più\s+di\s+un|idoneità|ordine\s+generale|requisiti\s+generali|artt?\.\s*9[45]|iscrizion\w+|certificazion\w+\s+(?:di\s+)?(?:qualità|parità)|parità\s+di\s+genere|beni\s+culturali|compiti\s+essenziali|nessun\w*\s+limit\w+|finalizzat\w+|partecipino|al\s+contempo|a\s+sua\s+volta|contemporane\w+|cascata|sia\s+l'ausiliari\w|premial\w+|albo)",
        reach=70,
    ),
    Statement(
        AVAIL,
        r"\b(?:solo|soltanto|solamente|esclusivamente|unicamente|limitatamente|non\s+oltre|fino\s+a|al\s+massimo|nei\s+limiti\s+del|nella\s+misura)\s+(?:\w+\s+){0,3}?(?:tra|fra|(?:stesso\s+)?gruppo|imprese\s+(?:\w+\s+){0,2}?(?:control\w+|colleg\w+|local\w|del)|un\s+requisito|una\s+sola|\d+\s?%|\d+\s+per\s+cento|la\s+metà|metà)|\b(?:stesso|medesimo)\s+gruppo\b",
        "L'avvalimento è ristretto oltre quanto il Codice consente.",
        "È ammesso l'avvalimento, secondo l'art. 104 del D.Lgs. 36/2023.",
        reach=90,
    ),
    Statement(
        AVAIL,
        r"\b(?:anche|pure|altresì)\s+(?:\w+['\s]\s?){0,3}?(?:requisit\w+\s+(?:di\s+)?(?:ordine\s+)?general\w+|iscrizion\w+|assenza)|\b(?:soddisfare|possesso|dimostrare|requisit\w+)[^.;]{0,40}?\b(?:di\s+ordine\s+generale|artt?\.\s*9[45]\b)",
        "I requisiti di ordine generale sono di ciascuno: non si prendono da altri.",
        "L'avvalimento non riguarda i requisiti di ordine generale (art. 104 del D.Lgs. 36/2023).",
        unless=r"\b(?:non|esclus\w+|eccezion\w+|eccett\w+|tranne|salv[oai]|né|ferm[oi]|senza|ausiliari[ao]\s+(?:\w+\s+)?(?:possied|dichiar|attest|deve|dev)\w*|divers\w+\s+da|possedut\w+\s+(?:\w+\s+)?dall'ausiliari\w)\b",
        reach=90,
        key=r"avval|ausiliari",
    ),
)
GROUPS = (
    Statement(
        r"\bpartecip\w+|\bammess\w\b|\binvitat\w\b|\bpresentare\s+offert\w+",
        r"\b(?:sol[oaie]|soltanto|esclusivamente|unicamente)\s+(?:le\s+|gli\s+|i\s+)?(?:impres[ae]|operatori|concorrenti|ditte)\s+(?:singol[aei]|individual[ei]|in\s+forma\s+singola)",
        "I raggruppamenti sono esclusi: il Codice ammette gli operatori anche riuniti.",
        "Sono ammessi gli operatori singoli o riuniti degli artt. 65 e 68 del D.Lgs. 36/2023.",
        unless=r"\bnon\b",
        reach=70,
        key=r"singol|individual",
    ),
    Statement(
        r"\braggruppament\w+|\bR\.?T\.?I\b|\bA\.?T\.?I\b",
        r"\b(?:dev\w+|dovr\w+|esclusivamente|soltanto|sol[oi])\s+(?:\w+\s+){0,3}?(?:già\s+)?costituit\w[^.;]{0,60}?\b(?:prima|antecedentemente|alla\s+data|al\s+momento)\b[^.;]{0,25}?\boffert\w+",
        "Il raggruppamento si può costituire dopo l'aggiudicazione: basta l'impegno.",
        "Sono ammessi anche i raggruppamenti non ancora costituiti, con l'impegno a costituirsi (art. 68, comma 1, del D.Lgs. 36/2023).",
        unless=r"\bnon\b|\b(?:se|ove|qualora)\s+già",
        reach=90,
        key=r"costituit",
    ),
    Statement(
        r"\braggruppament\w+(?:\s+temporane\w+)?|\bR\.?T\.?I\b|\bA\.?T\.?I\b|\bconsorzi\w*",
        rf"{FORBIDDEN}|\b(?:solo|soltanto|esclusivamente|unicamente)\s+(?:\w+\s+){{0,4}}?(?:impres[ae]\s+singol[ae]|in\s+forma\s+singola|singol[ei]|individual\w+)|(?:(?<=rti )|(?<=ati )|(?<=raggruppamenti )|(?<=temporanei ))esclusi\b|\bnon\s+(?:possono|può)\s+(?:\w+\s+){{0,2}}?(?:partecipare|presentar(?:e|si)|concorrere|candidarsi|offrire)|\b(?:ammess|invitat)\w\s+(?:\w+\s+){{0,2}}?(?:sol[oaie]|soltanto)\s+(?:\w+\s+){{0,2}}?singol\w+",
        "I raggruppamenti sono esclusi: il Codice ammette gli operatori anche riuniti.",
        "Sono ammessi gli operatori singoli o riuniti degli artt. 65 e 68 del D.Lgs. 36/2023.",
        unless=r"\b(?:più\s+di\s+un|anche\s+(?:da|in\s+forma)|contemporane\w+|contestual\w+|sia\s+|simultane\w+|modific\w+|nel\s+contempo|due\s+volte|stess[ao]\s+(?:gara|procedura|lotto|impresa)|in\s+altr\w+|divers\w+\s+raggruppament|associazion\w+\s+in\s+partecipazione|singolarmente|individualmente|chi\s+|già\s+invitat\w|tra\s+(?:gli\s+)?invitati|mandatari\w|a\s+pena\s+di\s+esclusione)\b",
        reach=60,
    ),
)
RELIED = (
    of_tender(
        clause(
            "avvalimento",
            "art. 104",
            "Chi non ha tutti i requisiti può usare quelli di un altro: vietarlo riduce la concorrenza.",
            stated(*RELIANCE),
            "alta",
        )
    ),
    of_tender(
        clause(
            "raggruppamenti",
            "artt. 65 e 68",
            "Le imprese possono unirsi per partecipare: vietarlo colpisce le più piccole.",
            stated(*GROUPS),
            "alta",
        )
    ),
)
