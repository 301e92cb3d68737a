"""How many things an act announces, against how many it then lists."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, find_lengths, from_numbers, read_count
from apps.municipal.tenders.rules.sums.listing import (
    Listed,
    counts_each,
    marked_list,
    row_of_items,
    row_of_names,
)

WHY = "Se il numero annunciato e l'elenco non coincidono, non si sa se manca una voce o ce n'è una di troppo."
NOUN = r"(?P<noun>[a-zàèéìòù]{3,})"
SAME = r"(?:[^.;:?!|\t\d(\n]|\n[^\S\n]*(?=(?-i:[a-zàèéìòù]))(?![a-z]{1,3}[).]\s))"
"""any character of the same sentence, over the end of a line that goes on"""
ANNOUNCED = re.compile(
    rf"(?<![\w.,/-])(?P<count>{COUNT})(?=\s+{NOUN}\b(?P<rest>{SAME}{{0,110}}?):\s)"
    rf"|\b(?:i|le|gli|l')\s*(?P<noun_before>[a-zàèéìòù]{{4,}})\b{SAME}{{0,70}}?\b(?:sono|sarebbero|risultano|in\s+numero\s+di)\s+(?:i\s+|le\s+)?(?:seguenti\s+)?(?P<count_after>{COUNT})\s*(?P<rest_after>{SAME}{{0,40}}?):(?=\s)"
    rf"|\bsono\s+(?P<count_first>{COUNT})\s+(?:i|le|gli)\s+(?P<noun_first>[a-zàèéìòù]{{4,}})\b(?P<rest_first>{SAME}{{0,80}}?):(?=\s)"
    rf"|\b(?P<noun_number>[a-zàèéìòù]{{4,}})\b(?:\s+[a-zàèéìòù]+){{0,4}}\s*\(\s*(?:n\.|in\s+numero\s+di|totale)\s*(?P<count_number>{COUNT})\s*(?P<rest_number>)\)?:(?=\s)"
    rf"|\b(?P<noun_last>sono(?:\s+stat[ie])?|risultano|ammontano\s+a|ne\s+[a-zàèéìòù]{{4,}})\s+(?P<count_last>{COUNT})\s*(?P<rest_last>(?:[,(]{SAME}{{0,110}}?)?):(?=\s)",
    re.IGNORECASE,
)
PROPER = re.compile(
    r"\s*(?:[A-ZÈÀ][\w'’.]*(?:\s(?:[A-ZÈÀ][\w'’.]*|di|del|della|dei|delle|d'\w+|al|alla)){0,4}(?:,\s*|\s+ed?\s+|\s*$))+"
)
IN_BRACKETS = re.compile(
    rf"(?<![\w.,/-])(?P<count>{COUNT})\s+{NOUN}(?:\s+[a-zàèéìòù]+){{0,7}}\s*\((?P<items>[^()\n]{{5,160}})\)",
    re.IGNORECASE,
)
UNITS = re.compile(
    r"(?:giorn[oi]\b|mes[ei]|or[ae]|ore|minut|euro|punt[io]|metri|volt[ae]|percent|decimal|copi[ae]|facciat|pagin|cartelle\b|righe|settiman|mila|milion|lettere|cifre|parole|caratteri|chilometr|quint|terzi|decim|stess|alt[rt]|delle|degli|dell|commi\b|articoli\b|anni\b)",
    re.IGNORECASE,
)
LIMITED = re.compile(
    r"\b(?:almeno|massimo|minimo|oltre|più\s+di|meno\s+di|fino\s+a|circa|entro|ogni|comm[ai]|art\w*\.?|lett\w*\.?|(?:art\w*|comm\w+|delib\w+|det\w*|prot\w*|lott\w+|allegato|punt\w+|decret\w+|capitol\w+|ordin\w+|legge|del|nota|reg\w*|rep\w*)\.?\s+n\.|punt[oi]|paragraf\w+|prim[ie]|ultim[ie]|altr[ie]|ciascun[oa]\s+(?:dei|delle)|un[oa]\s+(?:dei|delle|o)|o|massimo\s+di|inferiore\s+a|superiore\s+a|più|meno|allegato|lotto|via|capitolo|§|cui)\s*$",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?:giornat|lott|sed[ei]|pless|scuol|edific|annualità|eserciz|ann[io]|mes[ei]|fas[ei]|rat[ae]|membr|component|commissar|criter|bust|categori|turn|comun[ei]|quartier|tratt|squadr|element|livell|grad|font|palestr|bibliotec|struttur|ambit|sezion|settor|uffic|zon[ae]|stralc|tipologi|class[ei]|allegat|elaborat|document[io]|requisit|prove\b|parti\b|impiant|mezz|addett|impres|ditt[ae]|candidatur|operator|persone|moduli|stanz|local|cicl|officin|menu?\b|punt[oi]\s+vendita)",
    re.IGNORECASE,
)
PERSONS = re.compile(
    r"\b(?:dott|ing|geom|arch|avv|rag|sig|prof)\b|\bdi\s+cui\b|\bche\b|\bse\b|\d[–-]\d|\bart\b", re.IGNORECASE
)
BIS = re.compile(r"(?<!\w)[a-z][\s-]?(?:bis|ter|quater)\)", re.IGNORECASE)
TITLE = r"(?:(?-i:[Dd]ott|[Ii]ng|[Gg]eom|[Aa]rch|[Aa]vv|[Rr]ag|[Ss]ig|[Pp]rof|[Pp]er\.\s?ind|[Dd]r)(?:\.?\s?(?:ssa|ra|ssa\.|ri)|\.)\.?\s?)"
PERSON = re.compile(rf"{TITLE}+(?-i:[A-Z][\w']+)(?:\s(?-i:[A-Z][\w']+))+")
ROW_OF_PERSONS = re.compile(
    rf"\s*(?:{PERSON.pattern}[^,;.:]{{0,60}}?(?:[,;]\s*(?:e\s+)?|\s+e\s+|(?=\.)|\Z)){{2,}}", re.IGNORECASE
)
NUMBERED = re.compile(rf"\b{COUNT}\s+{NOUN}", re.IGNORECASE)
INLINE_MARK = re.compile(r"\s*\(?(?:[a-z]|\d|[ivx]{1,4})\)\s", re.IGNORECASE)
AMOUNT = re.compile(r"\s*(?:\d+,\d+|€|euro\b|\d{1,3}(?:\.\d{3})+(?:,\d\d)?\s*(?:€|euro\b))", re.IGNORECASE)
MONEY = re.compile(r"€|\beuro\b", re.IGNORECASE)
OF_ANOTHER = re.compile(r",\s*(?:sono|risultano|saranno)\s*$", re.IGNORECASE)
"""«i criteri, uguali nei due lotti, sono:»"""
STOPPED = re.compile(r"\.\s+[A-ZÀÈÉÌÒÙ]|\b(?:distribuit|ripartit)\w+")
"""«undici tratti. Importo, così formato:», «undici tratti così distribuiti: sette a…»: a list of something else"""
OF_MEMBERS = re.compile(r"component|membr|commissar|espert", re.IGNORECASE)
CLERK = re.compile(r"\bsegretari[oa]|\bverbalizzant", re.IGNORECASE)
NO_NAME = re.compile(r"€|\beuro\b|\bnon\b", re.IGNORECASE)
OF_EACH = re.compile(r"\b(?:ciascun\w|cadaun\w|l'un[oa]|ognun\w)\b", re.IGNORECASE)
BOTH = re.compile(
    r"\se\s(?:il\s|la\s|l')[^;]{3,60}?\b(?:entramb[ie]|ambedue|tutt[ie]\s+e\s+due)\b", re.IGNORECASE
)
"""«il DGUE e l'offerta, entrambi firmati»: one item that names two"""
MOST, FEW, LONGEST_ROW, LONGEST_ITEM, AHEAD = 20, 3, 600, 16, 60
WAYS = (("", ""), ("_after", "_before"), ("_first", "_first"), ("_number", "_number"), ("_last", "_last"))
"""«tre lotti:», «i lotti sono tre:», «sono tre i lotti:», «lotti (n. 3):», «sono stati tre, scelti fra:»"""


TABLE_HEAD = re.compile(r"\s*\n\s*[^\W\d][^\n\d]*?(?:[^\S\n]{3,}[^\n\d]+?){2,}\n")
"""«i 14 impianti elencati:» over a table of several columns"""


def _announced(act: Act) -> Iterator[Found]:
    """«Si chiedono tre requisiti:» and the list has four."""
    raw = act.document.text
    for match in scan(ANNOUNCED, raw):
        way = next(way for way in WAYS if match[f"count{way[0]}"])
        group = f"count{way[0]}"
        written, noun, rest = match[group], match[f"noun{way[1]}"], match[f"rest{way[0]}"] or ""
        noun = "voci" if way[0] == "_last" else noun
        count = read_count(written)
        if not count or not 1 < count <= MOST or UNITS.match(noun):
            continue
        if not way[0] and written.isdigit() and not noun[:1].islower():
            continue  # «8 SUBAPPALTO» is the title of a section
        if TABLE_HEAD.match(raw, raw.find(":", match.end(), match.end() + AHEAD) + 1):
            continue
        limited = LIMITED.search(raw[max(0, match.start(group) - 25) : match.start(group)])
        other = not way[0] and OF_ANOTHER.search(rest)
        if (limited and way[0] != "_number") or other or _another(rest) or STOPPED.search(rest):
            continue
        listed = _listed(act, raw.index(":", match.end(f"rest{way[0]}")) + 1, noun)
        if listed and OF_MEMBERS.match(noun) and CLERK.search(raw, match.end(), listed.end):
            listed = Listed(listed.counts | {each - 1 for each in listed.counts}, listed.end)
        near = listed and min(abs(each - count) for each in listed.counts) <= max(count, FEW)
        if listed and near and count not in listed.counts and max(listed.counts) > 1:
            yield _told(act, match.span(group), noun, count, listed)


def _another(rest: str) -> bool:
    """Whether the announcement goes on with another number, which may be the one of the list."""
    numbers = list(NUMBERED.finditer(rest))
    return rest.count("\n") > 1 or any(
        not UNITS.match(each["noun"]) and not each[0].lower().startswith("un") for each in numbers
    )


def persons(said: str) -> int:
    """«dott. Aldo Brema (presidente), rag. Silvia Conci e avv. Rino Esposti»: how many, if nothing else is listed."""
    row = ROW_OF_PERSONS.match(said)
    return len(PERSON.findall(row[0])) if row else 0


def _listed(act: Act, at: int, noun: str) -> Listed | None:
    raw = act.document.text
    line_end = raw.find("\n", at) % (len(raw) + 1)
    if not raw[at:line_end].strip():
        return marked_list(raw, at)
    start = act.flat.flat_place(at, at)[0]
    while start < len(act.text) and act.text[start] in " :":
        start += 1
    end = act.flat.sentence(start, start + 1)[1]
    while act.text[end - 1 : end] in (";", ":") and end < len(act.text):
        end = act.flat.sentence(end + 1, end + 2)[1]
    return _in_row(act, start, end, noun)


def _in_row(act: Act, start: int, end: int, noun: str) -> Listed | None:
    """Items one after the other in a sentence."""
    said = act.text[start:end]
    if (AMOUNT.match(said) or OF_EACH.search(said)) and len(MONEY.findall(said)) == 1:
        return None  # «valore dei tre lotti: € 82.750,00», «quattro rate: € 21.125,00 ciascuna»
    found = row_of_items(said)
    again = len(BIS.findall(said)) + len(BOTH.findall(said))
    if found and again:
        return Listed(found.counts | {each + again for each in found.counts}, found.end)
    people = persons(act.text[start : start + LONGEST_ROW])
    if people > 1 or (people and NAMED.match(noun)):
        return Listed(frozenset({people}), end)
    names = re.split(r",\s*(?:nominat|in\s+possess|ogn(?:i|un)|ciascun|come|secondo|per\s|con\s)", said)[0]
    parts = said.split(";")
    if found and not INLINE_MARK.match(said):
        if AMOUNT.match(said) or any(len(part.split()) > LONGEST_ITEM for part in parts):
            return None
        first = row_of_names(parts[0])
        return Listed(found.counts | first.counts, found.end) if first else found
    if (
        found
        or PERSONS.search(said)
        or NO_NAME.search(names)
        or not (NAMED.match(noun) or counts_each(names))
    ):
        return found
    return row_of_names(names)


def _bracketed(act: Act) -> Iterator[Found]:
    """«gli ultimi tre esercizi (2022, 2023, 2024 e 2025)»."""
    for match in scan(IN_BRACKETS, act.text):
        count = read_count(match["count"])
        if (
            not count
            or not 1 < count <= MOST
            or not (NAMED.match(match["noun"]) or _proper(match) or counts_each(match["items"]))
            or UNITS.match(match["noun"])
            or PERSONS.search(match["items"])
            or any(find_lengths(match["items"]))
        ):
            continue
        before = act.text[max(0, match.start() - 25) : match.start()]
        listed = row_of_names(match["items"])
        if re.search(r"\b(?:almeno|massimo|fino\s+a|oltre|circa)\s*$", before, re.IGNORECASE) or not listed:
            continue
        joined = re.search(r"\s(?:e|ed)\s", match["items"]) or re.fullmatch(r"[\d\s,/–-]+", match["items"])
        if not joined and not _proper(match) and not counts_each(match["items"]):
            continue
        added = sum(map(int, re.findall(r"\d+", match["items"]))) == count  # «19 addetti (14 e 5)»
        if count not in listed.counts and not added:
            yield _told(act, act.flat.place(match.start(), match.end("items")), match["noun"], count, listed)


def _proper(match: re.Match[str]) -> bool:
    """Whether the brackets hold three or more proper names and nothing else: «(Fornaci, Stadio, Santa Rita)»."""
    return (
        match["items"].count(",") > 1
        and bool(PROPER.fullmatch(match["items"]))
        and not UNITS.match(match["noun"])
    )


def _told(act: Act, place: tuple[int, int], noun: str, count: int, listed: Listed) -> Found:
    start, end = place
    found = min(listed.counts, key=lambda each: abs(each - count))
    line = act.document.text.find(noun, end)
    stop = line + len(noun) if 0 <= line < end + 3 else end
    place = act.flat.flat_place(start, max(end, stop))
    message = f"Si annunciano {count} {noun.lower()} e ne sono elencati {found}."
    if noun.lower().endswith("e") and not noun.lower().endswith(("ne", "te")):
        message = f"Si annunciano {count} {noun.lower()} e ne sono elencate {found}."
    return Found(*place, message, "Verificare il numero o l'elenco.")


LOTS = re.compile(rf"(?<![\w.,/-])(?P<count>{COUNT})(?:\s*\(\w+\))?\s+(?:i\s+)?lotti\b", re.IGNORECASE)
LOTS_ARE = re.compile(rf"\bi\s+lotti\s+sono\s+(?P<count>{COUNT})\b", re.IGNORECASE)
LOT_LIMIT = re.compile(
    r"\b(?:massimo|almeno|fino\s+a|non\s+più\s+di|più\s+di|un[oa]?\s+o|o|entrambi|primi|ultimi|altri|(?:aggiudic|concorr|partecip|vinc|present|offert)\w*[^.;\n]{0,40}|numero\s+massimo\s+di)\s*(?:i\s+|di\s+)?$",
    re.IGNORECASE,
)
ALL_LOTS = re.compile(r"\b(?:tutti\s+(?:e|i)|i|dei|nei|ai)\s*$", re.IGNORECASE)
LOT_ITEM = re.compile(
    r"(?:^|\n|[;:(|\t]\s*|\be\s+|,\s*)\W{0,4}lotto\s+(?:n\.?\s*)?(?P<number>\d{1,2})\b", re.IGNORECASE
)
LOT_HEADER = re.compile(r"(?:^|\n)[^\S\n]*\|?\s*(?:n\.\s*)?lotto\s*[|\t]", re.IGNORECASE)
LOT_ROW = re.compile(r"\n[^\S\n]*\|?\s*(?P<number>\d{1,2})\s*[|\t]")


def _lots(act: Act) -> Iterator[Found]:
    """«i quattro lotti» of an act that has three, or that elsewhere says three."""
    said: list[tuple[int, int, int]] = []
    stated = from_numbers(LOTS, act.text) if "lotti" in act.text.lower() else ()
    for match in (*stated, *scan(LOTS_ARE, act.text)):
        count = read_count(match["count"])
        own = match.start() == match.start("count")
        before = act.text[max(0, match.start("count") - 70) : match.start("count")] if own else ""
        if count and count > 1 and (ALL_LOTS.search(before) or not LOT_LIMIT.search(before)):
            said.append((count, match.start("count"), match.end()))
    said.sort(key=lambda each: each[1])
    numbers = _numbered_lots(act)
    total = len(numbers) if len(numbers) > 1 and numbers == set(range(1, len(numbers) + 1)) else 0
    if not total and len({each[0] for each in said}) > 1:
        counts = [each[0] for each in said]
        total = max(counts, key=lambda each: (counts.count(each), -counts.index(each)))
    for count, start, end in said:
        if total and count != total:
            message = f"Si parla di {count} lotti, ma nell'atto sono {total}."
            yield Found(start, end, message, "Indicare ovunque lo stesso numero di lotti.")


def _numbered_lots(act: Act) -> set[int]:
    found = {int(match["number"]) for match in scan(LOT_ITEM, act.text)}
    for header in scan(LOT_HEADER, act.text):
        at = act.text.find("\n", header.end())
        while (at >= 0 and (row := LOT_ROW.match(act.text, at))) or (
            at >= 0 and re.match(r"\n[^\S\n]*\|?[-\s|]+(?=\n)", act.text[at : at + 200])
        ):
            if row:
                found.add(int(row["number"]))
            at = act.text.find("\n", at + 1)
    return found


ENUMERATIONS = (
    counted("elenco", WHY, _announced),
    counted("elenco_fra_parentesi", WHY, _bracketed),
    counted("numero_lotti", WHY, _lots),
)
