"""Names and addresses of acts on Normattiva (URN:NIR) and EUR-Lex (ELI)."""

import re
from datetime import date

STATE = {
    "d.lgs.": "decreto.legislativo",
    "d.l.": "decreto.legge",
    "l.": "legge",
    "l. cost.": "legge.costituzionale",
    "d.p.r.": "decreto.del.presidente.della.repubblica",
    "r.d.": "regio.decreto",
    "d.p.c.m.": "decreto.del.presidente.del.consiglio.dei.ministri",
}
EUROPE = {"reg. ue": "regolamento", "dir. ue": "direttiva"}
NORMATTIVA = "https://www.normattiva.it/uri-res/N2Ls?"
EUR_LEX = "https://eur-lex.europa.eu/eli/"
URN = re.compile(r"urn:nir:stato:(?P<kind>[a-z.]+):(?P<year>\d{4})(?:-\d\d-\d\d)?(?:;(?P<number>\d+))?")
SHORT_KIND = re.compile(r"^(?:[dlr]\.)(?:[a-z]+\.)*(?= )")
IDENTIFIER = re.compile(r"(?P<kind>[a-z. ]+?) (?P<number>\d+)/(?P<year>\d{4})")


def urn_of(identifier: str, day: date | None) -> str:
    """`d.lgs. 36/2023`, 31 March 2023 -> `urn:nir:stato:decreto.legislativo:2023-03-31;36`; empty if none.

    Names as Normattiva gives them in its permalinks and in its Akoma Ntoso files; decrees of ministers and
    acts of authorities are not there.
    """
    parts = IDENTIFIER.fullmatch(identifier)
    if parts is None:
        return ""
    kind, number, year = parts["kind"], parts["number"], parts["year"]
    if kind in EUROPE:
        return f"urn:nir:unione.europea:{EUROPE[kind]}:{day or year};{year}-{number}"
    # A permalink with the year alone resolves too.
    return f"urn:nir:stato:{STATE[kind]}:{day or year};{number}" if kind in STATE else ""


def with_article(urn: str, article: str) -> str:
    """`…;241` and `10-bis` -> `…;241~art10bis`."""
    return f"{urn}~art{article.replace('-', '')}" if urn and article else urn


def address_of(urn: str, day: date | None) -> str:
    """The page of Normattiva with the text in force on that day; empty for what Normattiva does not have."""
    if not urn.startswith("urn:nir:stato:"):
        return ""
    return f"{NORMATTIVA}{urn}!vig={day.isoformat() if day else ''}"


def shown(identifier: str) -> str:
    """The name for people: `d.lgs. 36/2023` -> `D.Lgs. 36/2023`, `dir. ue 24/2014` -> `Dir. 2014/24/UE`."""
    parts = IDENTIFIER.fullmatch(identifier)
    if parts and parts["kind"] in EUROPE:
        number, year = parts["number"], parts["year"]
        return f"Reg. (UE) {year}/{number}" if parts["kind"] == "reg. ue" else f"Dir. {year}/{number}/UE"
    named = identifier.replace("anac", "ANAC").replace("costituzione", "Costituzione")
    return SHORT_KIND.sub(lambda kind: kind.group().upper().replace("LGS", "Lgs"), named)


def eli_address(eli: str) -> str:
    """`reg/2016/679` -> the page of EUR-Lex in Italian."""
    return f"{EUR_LEX}{eli}/oj/ita" if eli else ""


def identifier_of(urn: str) -> str:
    """`urn:nir:stato:decreto.legislativo:2023-03-31;36` -> `d.lgs. 36/2023`; empty for another form."""
    parts = URN.match(urn)
    if parts is None:
        return ""
    if parts["kind"] == "costituzione":
        return "costituzione"
    kind = next((short for short, name in STATE.items() if name == parts["kind"]), "")
    return f"{kind} {parts['number']}/{parts['year']}" if kind and parts["number"] else ""
