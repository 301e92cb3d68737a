"""What of an old act is still in the new one: names, amounts, codes, dates and protocol numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from apps.municipal.tenders.acts import Act, read_act
from apps.municipal.tenders.drafting.request import Request
from apps.municipal.tenders.drafting.values import given
from workbench.documents import read_text
from workbench.italian import normalise
from workbench.privacy import find_personal

Kind = Literal["nome", "impresa", "importo", "data", "codice", "protocollo"]
WORD = r"[A-ZÀ-ÖØ-Þ][\w'’.&-]*"
FORM = (
    r"(?i:s\.?\s?r\.?\s?l\.?(?:\s?s\.?)?|s\.?\s?p\.?\s?a\.?|s\.?\s?n\.?\s?c\.?|s\.?\s?a\.?\s?s\.?|s\.?\s?a\.?\s?p\.?\s?a\.?"
    r"|soc\.?\s?coop\.?|s\.?\s?c\.?\s?a\.?\s?r\.?\s?l\.?|e\.?t\.?s\.?|o\.?n\.?l\.?u\.?s\.?|a\.?p\.?s\.?)"
)
COMPANY = re.compile(
    rf"(?<![\w.])({WORD}(?:[^\S\n]+(?:(?:e|di|&|del|della|per|in)[^\S\n]+)?{WORD}){{0,5}}[^\S\n]+{FORM})(?!\w)"
)
BEFORE_NAME = re.compile(
    r"(?:.*(?:\b(?:società|ditta|impresa|alla|dalla)\s+|\b(?:d?all'|operatore\s+economico\s+)|[^\W_]{5,}\.\s+))?"
    r"(?:(?:impresa|ditta|spett\.?(?:le)?|la|l'|il|di|da)\s+)*",
    re.IGNORECASE,
)
"""what a title in capitals may have in front of the name of a company"""
PUBLIC = re.compile(r"\b(?:ARIA|Consip)\s+S", re.IGNORECASE)
"""owners of the platforms, whoever wins"""
KIND_OF_BODY = (
    r"(?:[Cc]ooperativa(?:\s+[Ss]ociale)?|[Ss]tudio(?:\s+(?:[Ll]egale|[Tt]ecnico|[Aa]ssociato))?|[Dd]itta(?:\s+individuale)?|[Ii]mpresa(?:\s+individuale)?"
    r"|[Cc]onsorzio|[Ff]ondazione|[Aa]ssociazione)"
)
BODY = re.compile(
    rf"(?<!\w){KIND_OF_BODY}\s+[«\"]?({WORD}(?:[^\S\n]+(?:(?:e|di|&|del|della)[^\S\n]+)?{WORD}){{0,4}})"
)
ROLE = re.compile(
    rf"(?i:\b(?:responsabile(?:\s+unic[oa])?(?:\s+del(?:la|l')?\s*(?:progetto|procedimento|settore|servizio|area))?|r\.?u\.?p\.?"
    rf"|dirigente|direttore(?:\s+(?:dei\s+lavori|dell'esecuzione))?|segretario(?:\s+(?:generale|comunale))?|referente|legale\s+rappresentante)"
    rf"(?:\s+\(?R\.?U\.?P\.?\)?)?\s*(?::|è|nella\s+persona\s+d\w+|,)?\s*(?:il|la|l')?\s*)"
    rf"({WORD}(?:[^\S\n]+{WORD}){{1,2}})(?![\w'])"
)
PROTOCOL = re.compile(
    r"(?i:\b(?:prot(?:ocollo|\.)?|p\.?g\.?|r\.?g\.?|reg(?:istro|\.)\s+gen(?:erale|\.)|determina(?:zione)?|delibera(?:zione)?|decreto(?:\s+sindacale)?)"
    r"(?:\s+(?:generale|del(?:la)?\s+\w+\s+\w+|di\s+\w+\s+\w+))?\s*(?:n(?:r|um)?[.°]?\s*)?)(\d[\d./-]{0,14}\d|\d{2,})"
)
NOT_NAMES = re.compile(
    r"(?i)\b(?:comune|settore|servizi[o]?|area|ufficio|codice|unic[oa]|progetto|procedimento|amministrazione|determina|visto|dato|atto|giunta|consiglio|"
    r"responsabile|dirigente|sintel|mepa|consip|anac|rup|regione|tribunale|decreto|stazione)\b"
)
WHY: dict[Kind, str] = {
    "nome": "Nome di persona dell'atto di partenza: verificare che riguardi anche il nuovo.",
    "impresa": "Operatore economico dell'atto di partenza: verificare che riguardi anche il nuovo.",
    "importo": "Importo dell'atto di partenza, diverso da quelli indicati per il nuovo.",
    "data": "Data dell'atto di partenza, diversa da quelle indicate per il nuovo.",
    "codice": "Codice dell'atto di partenza: ogni procedura ha i suoi.",
    "protocollo": "Numero di atto o di protocollo dell'atto di partenza.",
}
ROLES_OF_LAW = ("soglia", "bollo", "contributo")
"""amounts that come from norms, not from the purchase"""


@dataclass(frozen=True)
class Leftover:
    """`text` stands at `start` to `end` of the new text, or of the old act when no new text is given."""

    kind: Kind
    text: str
    start: int
    end: int
    place: str
    why: str


@dataclass(frozen=True)
class _Trace:
    """Something that belongs to one act only; two are the same when `key` is."""

    kind: Kind
    key: str
    start: int
    end: int


def leftovers(old: Act, request: Request, values: Mapping[str, str], new: str = "") -> list[Leftover]:
    """What belongs to the old act and is still in `new`, or would be if the old text were kept.

    What the request and the values say too is not left over. `new`: the text that is becoming the new act.
    Names are found after titles and roles, companies by their form: others are not, people must still read.
    """
    wanted = {trace.key for trace in _traces(_read(_known(request, values)))}
    strange = {trace.key for trace in _traces(old)} - wanted
    act = _read(new) if new.strip() else old
    found = []
    for trace in _traces(act) if act is old else (*_traces(act), *_repeated(old, act)):
        if trace.key in strange:
            start, end = act.flat.place(trace.start, trace.end)
            place = act.document.place(start)
            found.append(
                Leftover(trace.kind, act.document.text[start:end], start, end, place, WHY[trace.kind])
            )
    unique = {(each.start, each.end): each for each in reversed(found)}
    return _apart(sorted(unique.values(), key=lambda each: (each.start, -each.end)))


def _read(text: str) -> Act:
    return read_act(read_text("nuovo atto", text), "")


def _known(request: Request, values: Mapping[str, str]) -> str:
    """All that the new act is known to say, as a text to be read like an act."""
    case = request.caso
    amounts = (case.valore, case.totale, case.opzioni, case.rinnovi)
    written = [f"importo {each:,.2f} euro".translate(str.maketrans(",.", ".,")) for each in amounts]
    said = given(request, values)
    labels = {
        "cig": "CIG",
        "cup": "CUP",
        "cpv": "CPV",
        "partita_iva": "partita IVA",
        "protocollo": "prot. n.",
    }
    written += [f"{labels.get(name, '')} {value}".strip() for name, value in said.items()]
    written += [f"importo {value} euro" for value in said.values() if re.fullmatch(r"[\d.,]+", value)]
    written += [f"dott. {value}" for name, value in said.items() if name in ("rup", "dirigente", "direttore")]
    written += [f"ditta {said[name]}" for name in ("operatore",) if name in said]
    return "\n\n".join(written)


def _traces(act: Act) -> Iterator[_Trace]:
    """Those of one act, the more precise first."""
    text = act.text
    codes = [
        _Trace("codice", code.text.upper(), code.start, code.end) for code in act.codes if code.kind != "cpv"
    ]
    yield from codes
    yield from (_Trace("codice", each.text, each.start, each.end) for each in act.codes if each.kind == "cpv")
    for amount in act.amounts:
        if amount.role not in ROLES_OF_LAW and amount.value:
            yield _Trace("importo", f"{amount.value:.2f}", amount.start, amount.end)
    for day in act.days:
        if day.role != "norma":
            yield _Trace("data", day.value.isoformat(), day.start, day.end)
    for match in COMPANY.finditer(text):
        lead = BEFORE_NAME.match(match[1])
        start = match.start(1) + (lead.end() if lead else 0)
        if start < match.end(1) and not PUBLIC.search(match[1]):
            yield _Trace("impresa", _name(text[start : match.end(1)]), start, match.end(1))
    for match in BODY.finditer(text):
        yield _Trace("impresa", _name(match[1]), match.start(1), match.end(1))
    yield from _people(text)
    cited = [(each.start, each.end) for each in act.citations]
    for match in PROTOCOL.finditer(text):
        if not any(start <= match.start(1) < end for start, end in cited):
            yield _Trace("protocollo", f"n. {match[1]}", match.start(1), match.end(1))


def _people(text: str) -> Iterator[_Trace]:
    for found in find_personal(text):
        if found.kind == "nome" and not NOT_NAMES.search(found.text):
            yield _Trace("nome", _name(found.text), found.start, found.end)
    for match in ROLE.finditer(text):
        if not NOT_NAMES.search(match[1]):
            yield _Trace("nome", _name(match[1]), match.start(1), match.end(1))


def _repeated(old: Act, act: Act) -> Iterator[_Trace]:
    """Names of the old act wherever they stand in the new one, without a title too."""
    for trace in {trace.key: trace for trace in _traces(old) if trace.kind in ("nome", "impresa")}.values():
        name = old.text[trace.start : trace.end]
        pattern = r"\s+".join(re.escape(word) for word in name.split())
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", act.text, re.IGNORECASE):
            yield _Trace(trace.kind, trace.key, match.start(), match.end())


def _name(written: str) -> str:
    return re.sub(r"[^\w ]", "", normalise(written))


def _apart(found: list[Leftover]) -> list[Leftover]:
    """Without those inside a longer one."""
    kept: list[Leftover] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
