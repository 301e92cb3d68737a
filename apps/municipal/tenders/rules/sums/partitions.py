"""Sets that are divided without remainder: offers admitted and not, votes for and against, the invited that answered."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, from_numbers, read_count
from apps.municipal.tenders.rules.sums.tabling import shown
from apps.municipal.tenders.rules.sums.things import KNOWN_STEMS, things_in
from apps.municipal.tenders.rules.wording import sentence_of

WHY_REST = "Quanto resta deve essere il tutto meno la parte: su quel numero si ordina e si paga."
WHY = "Chi è ammesso e chi è escluso deve dare chi ha partecipato: altrimenti di qualcuno non si sa che fine ha fatto."
BEFORE = r"(?:n(?:\.|°|r\.)\s?)?"
MANY = rf"(?<![\w,/-])(?<!\d\.)(?P<count>{COUNT}|nessun[oa]?|zero)(?:\s?\(\w+\))?"
BIDDERS = r"(?:offert[ae]|domand[ae]|istanz[ae]|plic(?:o|hi)|candidatur[ae]|manifestazion[ei](?:\s+d[i']\s?interesse)?|preventiv[oi]|concorrent[ei]|operator[ei](?:\s+economic[oi])?|partecipant[ei]|ditt[ae]|impres[ae]|fornitor[ei]|professionist[ei]|soggett[oi]|societ[aà]'?|cooperativ[ae])"
CAME = r"(?:pervenut\w+|present\w+|ricevut\w+|caricat\w+|giunt\w+|partecipa\w+|depositat\w+|inviat\w+|arrivat\w+|acquisit\w+)"
BY_NUMBER = re.compile(rf"{MANY}\s+{BIDDERS}\s+(?:\w+\s+){{0,3}}?{CAME}\b", re.IGNORECASE)
WHOLE_OF_OFFERS = (
    re.compile(
        rf"\b{CAME}\b(?:\s+(?:a\s+sistema|sulla\s+piattaforma|\w+))?(?:\s+\w+){{0,3}}?\s+{BEFORE}{MANY}\s+{BIDDERS}\b",
        re.IGNORECASE,
    ),
    BY_NUMBER,
    re.compile(
        rf"\b{BIDDERS}\s+{CAME}\s+(?:\w+\s+){{0,4}}?(?:sono\s+(?:stat[ei]\s+)?|:\s*|in\s+numero\s+di\s+){BEFORE}{MANY}(?=\W)",
        re.IGNORECASE,
    ),
)
ADMITTED = r"(?:ammess[oaie]|accolt[oaie]|valid[oaie]|ammissibil[ei]|regolar[ei]|accettat[oaie])"
REFUSED = r"(?:esclus[oaie]|respint[oaie]|irricevibil[ei]|inammissibil[ei]|scartat[oaie]|rigettat[oaie]|non\s+ammess[oaie]|archiviat[oaie]|tardiv[oaie]|ritirat[oaie]|non\s+valid[oaie])"
PART = re.compile(
    rf"{MANY}(?P<said>(?:\s+(?!di\s+cui|dei\s+quali|delle\s+quali|e\b|per\b|giorn|or[ae]\b|mes|ann|punt|comm)[^\W\d_]+){{0,5}}?)\s+(?:(?P<refused>{REFUSED})|(?P<admitted>{ADMITTED}))\b",
    re.IGNORECASE,
)
PART_AFTER = re.compile(
    rf"\b(?:(?P<refused>{REFUSED})|(?P<admitted>{ADMITTED}))\s*(?::|sono|risultano|in\s+numero\s+di|=)?\s*{BEFORE}{MANY}(?=\s*(?:[,;.)]|e\b|{BIDDERS}))",
    re.IGNORECASE,
)
NESTED = re.compile(
    r"\b(?:di\s+cui|dei\s+quali|delle\s+quali|tra\s+(?:cui|i\s+quali|le\s+quali)|fra\s+(?:cui|i\s+quali))\s*$",
    re.IGNORECASE,
)
REACH, THREE, HALF, DOUBLE = 420, 3, Decimal("0.5"), Decimal(2)


def _number(written: str) -> int:
    return 0 if written.lower().startswith(("nessun", "zero")) else (read_count(written) or 0)


def _offers(act: Act) -> Iterator[Found]:
    """«pervenute n. 8 offerte: n. 5 ammesse, n. 2 ammesse con riserva, n. 2 escluse»."""
    for pattern in WHOLE_OF_OFFERS:
        for match in from_numbers(pattern, act.text) if pattern is BY_NUMBER else scan(pattern, act.text):
            whole = _number(match["count"])
            stop = act.text.find("\n\n", match.end())
            end = min(match.end() + REACH, stop if stop > 0 else len(act.text))
            parts = _parts(act.text, match.end(), end)
            made = sum(_number(each["count"]) for each in parts)
            kinds = {"refused" if each["refused"] else "admitted" for each in parts}
            if (
                whole < 2
                or len(kinds) < 2
                or made == whole
                or any(_number(each["count"]) > whole for each in parts)
            ):
                continue
            if sum(_number(each["count"]) for each in parts if each["admitted"]) == whole:
                continue  # all of them at first, some refused later
            message = f"Ammessi ed esclusi sono in tutto {made}, non {whole}."
            yield Found(match.start("count"), match.end("count"), message, "Verificare quanti sono.")


def _parts(text: str, start: int, end: int) -> Sequence[re.Match[str]]:
    found = [
        each
        for each in PART.finditer(text, start, end)
        if not NESTED.search(text, max(start, each.start() - 25), each.start())
    ]
    return found or [*PART_AFTER.finditer(text, start, end)]


VOTERS = re.compile(
    rf"\b(?P<what>present[ei]|votant[ei])\s*(?:e\s+votant[ei]\s*)?(?:[:=]|n\.|sono|in\s+numero\s+di|\s)\s*(?P<count>{COUNT})\b",
    re.IGNORECASE,
)
VOTERS_AFTER = re.compile(rf"{MANY}\s+(?:\w+\s+)?(?P<what>presenti|votanti)\b", re.IGNORECASE)
VOTES = {
    name: re.compile(
        rf"\b{words}\s*(?:[:=]|n\.|\s)\s*(?P<after>\d{{1,3}}|{COUNT}|nessuno)\b|{MANY}\s+(?:vot[oi]\s+|sono\s+)?{words}\b",
        re.IGNORECASE,
    )
    for name, words in {
        "for": r"(?:favorevol[ei]|a\s+favore)",
        "against": r"contrar[oi]{1,2}",
        "neither": r"(?:astenut[oi]|astension[ei])",
    }.items()
}


def _votes(act: Act) -> Iterator[Found]:
    """«presenti 12; favorevoli 8, contrari 2, astenuti 1»."""
    for match in (*scan(VOTERS, act.text), *from_numbers(VOTERS_AFTER, act.text)):
        end = min(match.end() + 200, len(act.text))
        found = {
            name: next(words.finditer(act.text, match.end(), end), None) for name, words in VOTES.items()
        }
        votes = [_number(each["after"] or each["count"]) for each in found.values() if each]
        whole = _number(match["count"])
        if (
            found["neither"]
            and sum(votes) - _number(found["neither"]["after"] or found["neither"]["count"]) == whole
        ):
            continue  # who abstains is present and does not vote
        if not found["for"] or not found["against"] or whole < 2:
            continue
        if sum(votes) != whole and (found["neither"] or sum(votes) > whole):
            yield Found(
                *match.span(), f"I voti sono in tutto {sum(votes)}, non {whole}.", "Verificare i voti."
            )


ASKED = r"(?:invitat|interpellat|consultat|contattat|sorteggiat|richiest|chiest)[oaie]"
INVITED = re.compile(rf"\b{ASKED}\s+(?:\w+\s+){{0,2}}?{BEFORE}{MANY}\s+{BIDDERS}\b", re.IGNORECASE)
INVITED_AFTER = re.compile(
    rf"{MANY}\s+(?:inviti|richieste\s+di\s+(?:preventiv|offert)\w+|{BIDDERS}\s+(?:\w+\s+){{0,2}}?{ASKED})\b",
    re.IGNORECASE,
)
ANSWERED = r"(?:(?:hanno|ha)\s+(?:\w+\s+)?(?:presentat|rispost|aderit|inviat|offert|trasmess|partecipat)[oa]|risposte|(?:sono|è)\s+(?:pervenut|giunt|arrivat)[oaie])"
SILENT = r"(?:non\s+(?:hanno|ha)\b|no\b|(?:hanno|ha)\s+(?:comunicato\s+di\s+non|declinat|rinunciat|rifiutat)\w*|(?:si\s+sono|si\s+è)\s+dichiarat\w+\s+non|rinunc\w+)"
ANSWER = (
    re.compile(
        rf"{MANY}(?:\s+(?:{BIDDERS}|di\s+(?:loro|ess[ei])))?\s+(?:(?P<refused>{SILENT})|(?P<admitted>{ANSWERED}))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<admitted>{ANSWERED})(?:\s+(?:un'|una?\s+|il\s+|la\s+)?(?:offerta|preventivo|domanda|in|solo|soltanto|n\.)){{0,3}}\s+(?!un[oa']?\b){MANY}(?=[\s,;.])(?!\s+non\b)",
        re.IGNORECASE,
    ),
)


def _invited(act: Act) -> Iterator[Found]:
    """«invitate sette ditte; hanno risposto in quattro, due hanno rinunciato, due non hanno dato riscontro»."""
    for match in (*scan(INVITED, act.text), *from_numbers(INVITED_AFTER, act.text)):
        stop = act.text.find("\n\n", match.end())
        end = min(match.end() + REACH, stop if stop > 0 else len(act.text))
        parts = {
            each.start("count"): each
            for pattern in ANSWER
            for each in pattern.finditer(act.text, match.end(), end)
            if _apart(act.text, each)
        }.values()
        whole, made = _number(match["count"]), sum(_number(each["count"]) for each in parts)
        kinds = {bool(each.groupdict().get("refused")) for each in parts}
        if whole > 1 and len(kinds) > 1 and made != whole:
            message = f"Chi ha risposto e chi no sono in tutto {made}, non {whole}."
            yield Found(match.start("count"), match.end(), message, "Verificare quanti sono.")


def _apart(text: str, part: re.Match[str]) -> bool:
    return not NESTED.search(text, max(0, part.start() - 25), part.start())


LEFT = re.compile(
    r"\b(?:rest(?:a|ano|ant[ei])|riman(?:e|gono|ent[ei])|residu\w+|liber[ioae]|vacant[ei]|mancan[oti]\w*|ancora\s+da\s+\w+|(?:portata|carico|massa)\s+util[ei])\b",
    re.IGNORECASE,
)
NOT_LEFT = re.compile(
    r"%|€|\beuro\b|\bper\s?cento\b|\bpunt[io]\b|\bogni\b|\bciascun\w*|\bper\s+\d|[×*]|\b(?:almeno|circa|oltre|entro)\b",
    re.IGNORECASE,
)


def _rests(act: Act) -> Iterator[Found]:
    """«dei 420 posti 310 sono occupati e 130 liberi»: of three numbers of a sentence one is what is left."""
    for match in scan(LEFT, act.text):
        spans = sentence_of(act.flat, *match.span()), act.flat.sentence(*match.span())
        one, other = next((each for each in spans if len(things_in(act, *each)) == THREE), spans[0])
        given = things_in(act, one, other)
        if len(given) != THREE or NOT_LEFT.search(act.text, one, other):
            continue
        rest = min(given, key=lambda each: min(abs(each.start - match.end()), abs(match.start() - each.end)))
        taken, whole = sorted((each for each in given if each is not rest), key=lambda each: each.value)
        known = {each.unit for each in given} & KNOWN_STEMS
        if len(known) > 1 or rest.value + taken.value == whole.value or rest.value >= whole.value:
            continue
        left = whole.value - taken.value
        if taken.value < whole.value and HALF < rest.value / left < DOUBLE:
            message = (
                f"{shown(whole.value)} meno {shown(taken.value)} fa {shown(left)}, non {shown(rest.value)}."
            )
            said = given[0].start, given[-1].end
            yield Slip(rest.start, rest.end, message, "Ricalcolare quanti ne restano.", said=said)
            return


RESTS = (counted("resto_conteggi", WHY_REST, _rests),)
PARTITIONS = (
    counted("ammessi_esclusi", WHY, _offers),
    counted("invitati", WHY, _invited),
    counted("voti", WHY, _votes),
)
