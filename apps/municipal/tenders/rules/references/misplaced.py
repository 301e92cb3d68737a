"""An article that does not speak of the thing for which it is cited: «rotazione di cui all'art. 53 del Codice»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    NEW_CODE,
    OLD_CODES,
    Cited,
    cited_in,
    found,
    quoted,
    reference,
)
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.references.repealed import today_of
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import Citation

MUNICIPALITIES = "d.lgs. 267/2000"
OF_ACT = {
    NEW_CODE: "del D.Lgs. 36/2023",
    MUNICIPALITIES: "del D.Lgs. 267/2000 (TUEL)",
    "l. 296/2006": "della L. 296/2006",
    "l. 136/2010": "della L. 136/2010",
    "d.lgs. 104/2010": "del codice del processo amministrativo",
    "l. 241/1990": "della L. 241/1990",
    "reg. ue 679/2016": "del Regolamento (UE) 2016/679",
    "d.lgs. 81/2008": "del D.Lgs. 81/2008",
    "d.p.r. 445/2000": "del D.P.R. 445/2000",
    "c.c.": "del codice civile",
}
FOLDER = Path(__file__).parent
BEFORE, AFTER = 130, 60
"""characters around a citation in which the things are looked for"""
CONNECTED = re.compile(
    r"\b(?:ai\s+sensi|di\s+cui|a\s+norma|in\s+(?:base|forza|virtù|attuazione|applicazione|conformità|ossequio|coerenza)|ne(?:l\s+rispetto|i\s+limiti|i\s+termini|i\s+casi)|secondo|ex|"
    r"(?:previst|disciplinat|regolat|stabilit|dispost|impost|consentit|richiest|sancit|fissat|dettat|definit|ammess)\w+|"
    r"(?:com'è|come|così\s+come)\s+(?:\w+\s+)?(?:prevede|richiede|stabilisce|impone|chiede|vuole|dispone|consente|indica)|come)"
    r"(?:\s+(?:e\s+per\s+gli\s+effetti|quanto|le\s+\w+|i\s+\w+|da))*\s*(?:previst\w+\s+|dispost\w+\s+|stabilit\w+\s+|da\s+)*(?:(?:d[aei]|ne|a)?(?:ll'|lla|gli|l)|l'|i)?\s*$|\(\s?(?:cfr\.?|v\.|vedi|ex)?\s*$",
    re.IGNORECASE,
)
"""«ai sensi dell'», «previsto dall'»: ties a thing some words before"""
BESIDE = re.compile(
    r"[\"»”]?\s*(?:\(\s?(?:cfr\.?|v\.|vedi|ex|di\s+cui\s+all'|ai\s+sensi\s+dell'|l')?|,\s*(?:ex)?|[:–-]\s*|(?:de|da|ne)(?:ll'|gli|l))\s*",
    re.IGNORECASE,
)
"""«(art. 49)», «, art. 49», «dell'art. 49»: ties only what stands right before"""
NEUTRAL = re.compile(
    r"(?:\d[\d.,]*|[%€]|euro|(?:per|da|di|del|dell|della|dei|degli|delle|dal|dalla|al|all|alla|alle|ai|agli|nel|nella|in|con|a|ad|e|ed|o|il|lo|la|le|gli|i|l|un|una)"
    r"|cento|mille|pari|misura|è|e'|sono|viene|vengono|va|sarà|saranno|non|si|dovut\w+|richiest\w+|costituit\w+|prestat\w+|ammess\w+|consentit\w+|obbligatori\w+|applicat\w+|applica|applicano|svolt\w+|effettuat\w+|"
    r"stat[oaie]|garantit\w+|rispettat\w+|assolt\w+|resa|reso|rese|valut\w+|verificat\w+|nominat\w+|individuat\w+|designat\w+|import\w+|contrattual\w+|nett\w+|complessiv\w+|contratt\w+|affidament\w+|invit\w+|appalt\w+|servizi\w*|fornitur\w+|lavor\w+|"
    r"obbligator\w+|general\w+|ordinari\w+|RUP|R\.U\.P\.|(?:dott|geom|ing|arch|avv|sig)\w*\.?|relativ\w+|stess\w+|corso|previst\w+|gar[ae]|procedur[ae]\s+di\s+gara|pubblic\w+|esecuzione|giornalier\w+|massim\w+|minim\w+)",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"(?:comunicazion|modalit|poter|princip|procedur|disposizion|termin|obblig|requisit|verific|trasmission|pubblicazion|limit|condizion|elenc|criteri|aggiudic|elaborat|atti|norme|soggett|casi|ipotesi|deroga|document)\w*",
    re.IGNORECASE,
)
"""words that a citation after them is more likely for"""
MOST_STRANGE = 1
"""words between a thing and «ai sensi dell'» that may be of something else"""
FOLLOWS = re.compile(
    r"^[\s,)»\"]*(?:(?:sul(?:la|le|l'|lo)?|sui|sugli|in\s+(?:materia|tema|ordine)\s+(?:di|a\w*)|concernent\w+|recant\w+|"
    r"(?:che\s+)?(?:disciplina|regola|prevede|consente|impone|richiede|riguarda|stabilisce|vieta)(?:no)?)\s*|[(«\"–-]\s*)(?:(?:il|lo|la|l'|i|gli|le|un|una|di|d'|all'|alla|al|agli|dei|delle|del|della)\s*|principi\w*\s+(?:di\s+|della\s+)?|obblig\w+\s+(?:di\s+)?){0,4}$",
    re.IGNORECASE,
)
OTHER_OWNER = re.compile(
    r"[\s,]*(?:(?:comm[ai]|lett(?:era|\.)|punto)\s*\w+\)?[\s,]*)*(?:del(?:la|lo|le)?\s|dell'|dei\s|degli\s|al\s+presente|di\s+(?:questo|tale)|che\s+precede|precedente|seguente|successivo)",
    re.IGNORECASE,
)
OWN_ARTICLE = re.compile(
    r"(?:^|\n)[^\S\n]*(?:art(?:\.|icolo)?|ART(?:\.|ICOLO)?)\s*(\d{1,3})\b", re.IGNORECASE
)
BROKEN = re.compile(r"[;\n]|\.\s+[A-ZÈ]")


@dataclass(frozen=True)
class Thing:
    act: str
    name: str
    words: re.Pattern[str]
    articles: frozenset[str]
    """all that may rightly be cited for it; `II.1` is an annex"""
    commas: dict[str, frozenset[str]]
    """the only paragraphs of an article that speak of it, where that is sure"""
    right: str
    """`art. 49 del D.Lgs. 36/2023`"""

    def suits(self, cited: Cited) -> bool:
        """Whether some of what is cited may speak of this thing."""
        if cited.annexes:
            return any(annex in self.articles for annex in cited.annexes)
        return any(self._holds(each) for each in cited.citations)

    def _holds(self, citation: Citation) -> bool:
        only = self.commas.get(citation.article)
        in_place = not (only and citation.commas) or any(comma in only for comma in citation.commas)
        return citation.article in self.articles and in_place

    def is_known_for(self, cited: Cited) -> bool:
        """Nothing is said of the annexes of a thing for which none is in the table."""
        return not cited.annexes or any("." in article for article in self.articles)


@dataclass(frozen=True)
class Seen:
    """A thing that the text names, and where."""

    thing: Thing
    start: int
    end: int


@cache
def _things() -> tuple[Thing, ...]:
    rows = yaml.safe_load((FOLDER / "things.yaml").read_text("utf-8"))
    return tuple(_thing(act, row) for act, group in rows.items() for row in group)


def _thing(act: str, row: dict[str, Any]) -> Thing:
    words = re.compile(rf"(?<![^\W_])(?:{row['words']})", re.IGNORECASE)
    articles = row["articles"].split()
    right = f"{row.get('right') or f'art. {articles[0]}'} {OF_ACT[act]}"
    commas = {article: frozenset(only.split()) for article, only in row.get("commas", {}).items()}
    return Thing(act, row["thing"], words, frozenset(articles), commas, right)


@cache
def _headings() -> dict[str, str]:
    return yaml.safe_load((FOLDER / "headings.yaml").read_text("utf-8"))


def _find(act: Act) -> Iterator[Found]:
    own = max((int(number) for number in OWN_ARTICLE.findall(act.text)), default=0)
    for cited in cited_in(act):
        if not (cited.articles or cited.annexes) or _is_elsewhere(act, cited, own):
            continue
        seen = [each for each in _seen(act, cited) if each.thing.act in _acts_meant(cited)]
        if any(each.thing.suits(cited) for each in seen):
            continue
        tied = _tied(act, cited, seen)
        if tied and tied.is_known_for(cited) and not is_of_its_time(act, cited.start, cited.end):
            yield _finding(act, cited, tied)


def _acts_meant(cited: Cited) -> tuple[str, ...]:
    """«Codice» is the Code in force; an article of no act is one of the Code or of the law of municipalities."""
    if cited.act in OLD_CODES:
        return (NEW_CODE,)
    return (cited.act,) if cited.act else (NEW_CODE, MUNICIPALITIES)


def _is_elsewhere(act: Act, cited: Cited, own: int) -> bool:
    """Of an act without table, repealed and so marked already, or an article of this very text."""
    if cited.act in OLD_CODES:
        return cited.is_named
    if cited.act or not act.kind:
        return not cited.act
    is_own = any(int(article.partition("-")[0]) <= own for article in cited.articles)
    return is_own or OTHER_OWNER.match(act.text, cited.end) is not None


def _seen(act: Act, cited: Cited) -> list[Seen]:
    one, other = act.flat.sentence(cited.start, cited.end)
    start, end = max(one, cited.start - BEFORE), min(other, cited.end + AFTER)
    return [
        Seen(thing, match.start(), match.end())
        for thing in _things()
        for match in thing.words.finditer(act.text, start, end)
        if match.end() <= cited.start or match.start() >= cited.end
    ]


def _tied(act: Act, cited: Cited, seen: list[Seen]) -> Thing | None:
    """What the citation is for: the nearest thing before that a phrase ties to it, else the one right after."""
    before = [each for each in seen if each.end <= cited.start]
    nearest = max(before, key=lambda each: (each.end, each.start), default=None)
    if nearest and not _is_cut(act, nearest.end, cited.start):
        between = act.text[nearest.end : cited.start]
        if _joins(between):
            return nearest.thing
    after = [each for each in seen if each.start >= cited.end]
    following = min(after, key=lambda each: (each.start, -each.end), default=None)
    if following and FOLLOWS.fullmatch(act.text[cited.end : following.start]):
        return following.thing
    return None


def _joins(between: str) -> bool:
    """Whether the words between a thing and a citation tie them and nothing else."""
    if BESIDE.fullmatch(between):
        return True
    connector = CONNECTED.search(between)
    if connector is None:
        return False
    words = re.findall(r"[^\s,()'\"«»]+", between[: connector.start()])
    if any(FOREIGN.fullmatch(word) for word in words):
        return False
    return sum(NEUTRAL.fullmatch(word) is None for word in words) <= MOST_STRANGE


def _is_cut(act: Act, start: int, end: int) -> bool:
    """Another citation or sentence between."""
    return BROKEN.search(act.text, start, end) is not None or any(
        start <= each.start < end for each in act.citations
    )


def _finding(act: Act, cited: Cited, thing: Thing) -> Found:
    article = cited.articles[0] if cited.articles else ""
    message = f"«{quoted(act, cited.start, cited.end)}» è citato per {thing.name}: {thing.right}."
    if thing.act == NEW_CODE and article in _headings() and article not in thing.articles:
        message += f" L'art. {article} del Codice ha per titolo «{_headings()[article]}»."
        today = today_of(OLD_CODES[0], article)
        if today == thing.right.partition(" del ")[0]:
            message += f" Era l'art. {article} del D.Lgs. 50/2016."
    return found(act, cited.start, cited.end, message, thing.right)


MISPLACED: tuple[Rule, ...] = (
    reference(
        "articolo_di_altro",
        "L'articolo citato non parla della cosa per cui è citato: spesso è il numero di un Codice precedente.",
        "atto citato",
        _find,
        severity="errore",
    ),
)
