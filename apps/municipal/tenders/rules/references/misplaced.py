"""An article that does not speak of the thing for which it is cited: «rotazione di cui all'art. 53 del Codice»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    NEW_CODE,
    OLD_CODES,
    Cited,
    articles_of_code,
    cited_in,
    found,
    is_shared,
    quoted,
    reference,
)
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.references.repealed import today_of
from apps.municipal.tenders.rules.references.things import (
    MUNICIPALITIES,
    OF_ACT,
    Seen,
    Thing,
    Things,
)
from apps.municipal.tenders.rules.rule import Found, Rule

CONNECTED = re.compile(
    r"\b(?:ai\s+sensi|di\s+cui|a\s+norma|in\s+(?:base|forza|virtù|attuazione|applicazione|conformità|ossequio|coerenza)|ne(?:l\s+rispetto|i\s+limiti|i\s+termini|i\s+casi)|secondo|ex|"
    r"(?:vale\s+quanto\s+)?(?:previst|disciplinat|regolat|stabilit|dispost|impost|consentit|richiest|sancit|fissat|dettat|definit|ammess)\w+|"
    r"(?:com'è|come|così\s+come)\s+(?:\w+\s+)?(?:prevede|richiede|stabilisce|impone|chiede|vuole|dispone|consente|indica)|come|si\s+applica(?:no)?|vale|valgono|trova\s+applicazione|si\s+(?:rinvia|rimanda|fa\s+riferimento)\s+a)"
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
    r"(?:\d[\d.,/]*%?|[%€]|euro|(?:per|da|di|del|dell|della|dei|degli|delle|dal|dalla|al|all|alla|alle|ai|agli|nel|nella|in|con|a|ad|e|ed|o|il|lo|la|le|gli|i|l|un|una)"
    r"|cento|mille|pari|misura|è|e'|sono|viene|vengono|va|sarà|saranno|non|si|dovut\w+|richiest\w+|costituit\w+|prestat\w+|ammess\w+|consentit\w+|obbligatori\w+|applicat\w+|applica|applicano|svolt\w+|effettuat\w+|"
    r"stat[oaie]|garantit\w+|rispettat\w+|assolt\w+|resa|reso|rese|valut\w+|verificat\w+|nominat\w+|individuat\w+|designat\w+|import\w+|contrattual\w+|nett\w+|complessiv\w+|contratt\w+|affidament\w+|invit\w+|appalt\w+|servizi\w*|fornitur\w+|lavor\w+|"
    r"obbligator\w+|general\w+|ordinari\w+|RUP|R\.U\.P\.|(?:dott|geom|ing|arch|avv|sig)\w*\.?|relativ\w+|stess\w+|corso|previst\w+|gar[ae]|procedur[ae]\s+di\s+gara|pubblic\w+|esecuzione|giornalier\w+|massim\w+|minim\w+|scorporat\w+|ribass\w+|stimat\w+|definitiv\w+|concess\w+|riconosciut\w+|fissat\w+|calcolat\w+|appaltator\w*|aggiudicatari\w+|affidatari\w+|operator\w+|oltre|IVA|quindi|regolat\w+|disciplinat\w+|totale|capitol\w+|bilancio|esercizi\w*|ann[oi]|piano|missione|programma|cap\.|imputa\w+|sul|sulla|sull|mediante|tramite|applicabil\w+|individuat\w+|dal|n\.|economic\w+|limit[ei]|sospes\w+|disponibil\w+|scrittura|privata|forma|suddivis\w+|valgono|applicano)",
    re.IGNORECASE,
)
COMMA = re.compile(r"\s*,\s*(?:ai\s+sensi|a\s+norma|ex\b|in\s+base|secondo|come)", re.IGNORECASE)
CLOSES = re.compile(
    r"[\s»\"]*(?:[.;:)\n|]|$|,\s+(?:(?:pari|nella\s+misura|per|con|ed?|nonché|d(?:el|i)|da|al)\b))",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"(?:comunicazion|modalit|poter|princip|procedur|disposizion|termin|obblig|requisit|verific|trasmission|pubblicazion|limit|condizion|elenc|criteri|aggiudic|elaborat|atti|norme|soggett|casi|ipotesi|deroga|document|perché|poiché|qualora|mentre|purché|bensì)\w*",
    re.IGNORECASE,
)
"""words that a citation after them is more likely for"""
MOST_STRANGE, UNTIED = 1, 99
"""words between a thing and «ai sensi dell'» that may be of something else"""
NEAR, NEAR_AFTER = 130, 60
"""characters around a citation in which what it rightly speaks of may stand"""
PERSON = re.compile(
    r"(?:\b(?:il|la)\s+)?\b(?i:dott|geom|ing|arch|avv|sig|rag|d)\w*\.?(?:\s?(?:ssa|ra)\.?)?\s+[A-ZÈ][\w']+(?:\s+[A-ZÈ][\w']+){0,2}"
)
"""«la geom. Silvia Trezzi»"""
ASIDE = re.compile(r"\([^()\d]{0,60}\)")
BEGINS = re.compile(
    r"(?:^|[\n.;:])\W*(?:(?P<at>all'|agli\s)|(?:ai\s+sensi|a\s+norma|in\s+base|in\s+forza|in\s+applicazione|secondo|ex)\s*(?:(?:del|al)?l'|quanto\s+\w+\s+dall'|degli\s|gli\s|agli\s)?)$",
    re.IGNORECASE,
)
DOES = re.compile(
    r"[\s,]*(?:l'|il\s|la\s|è\s|si\s)?(?:(?:affidatari|appaltator|aggiudicatari|operator|concorrent|contraent|fornitor|comun|ente|impres|ditt)\w*\s+)?"
    r"(?:(?:economico|si|procede|affida|dispone|ricorre|nomina|all'|alla|al|con|è|sono|può|possono|deve|devono|tenut[oi]|obbligat[oi]|impegna(?:no)?|prest\w+|garanti\w+|assicur\w+|rispett\w+|applica(?:no)?|ammess[oaie]|consentit[oaie]|previst[oaie]|richiest[oaie]|dovut[oaie]|prevede|nominat[oa]|a|ad|il|lo|la|l'|i|gli|le|un|una|del|della|dell')(?:\s+|(?<='))){0,7}",
    re.IGNORECASE,
)
"""«A norma dell'art. 57 l'affidatario si impegna a garantire», «Ai sensi dell'art. 119 è ammesso il»"""
FOLLOWS = re.compile(
    r"^(?:[\s,)»\"]*(?!,?\s*sul(?:la|le|l'|lo)?\s)|[\s)»\"]*)(?:(?:sul(?:la|le|l'|lo)?|sui|sugli|in\s+(?:materia|tema|ordine)\s+(?:di|a\w*)|concernent\w+|recant\w+|"
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
HEADING = re.compile(r"(?:^|[\n|\t])[^\S\n]*$")
BROKEN = re.compile(r"[;\n]|\.\s+[A-ZÈ]")


@dataclass(frozen=True)
class Tied:
    """The thing that a citation is for; `is_close` when no other word lies between the two."""

    seen: Seen
    is_close: bool

    @property
    def thing(self) -> Thing:
        return self.seen.thing


def _find(act: Act) -> Iterator[Found]:
    things = Things(act)
    own = max((int(number) for number in OWN_ARTICLE.findall(act.text)), default=0)
    for cited in cited_in(act):
        if not (cited.articles or cited.annexes) or _is_elsewhere(act, cited, own):
            continue
        seen = [each for each in things.around(cited) if _is_meant(each.thing, cited)]
        tied = _tied(act, cited, seen)
        if tied is None or not tied.thing.is_known_for(cited) or _is_right(cited, tied, seen):
            continue
        if not is_of_its_time(act, cited.start, cited.end):
            yield _finding(act, cited, tied.thing)


def _is_right(cited: Cited, tied: Tied, seen: Sequence[Seen]) -> bool:
    """Whether the article may speak of the thing, or of another one that stands near."""
    if tied.thing.is_only and tied.thing.act != cited.act and not tied.is_close:
        return True
    if tied.is_close:
        others = [each for each in seen if each.thing is not tied.thing and not _covers(tied, each)]
        return tied.thing.is_home(cited) or any(each.thing.suits(cited) for each in others)
    return any(each.thing.suits(cited) for each in seen if _is_near(cited, each))


def _covers(tied: Tied, other: Seen) -> bool:
    """«nomina del direttore» covers «direttore»."""
    return tied.seen.start <= other.start and other.end <= tied.seen.end


def _is_near(cited: Cited, each: Seen) -> bool:
    return each.end >= cited.start - NEAR and each.start <= cited.end + NEAR_AFTER


def _is_meant(thing: Thing, cited: Cited) -> bool:
    if thing.is_only and cited.is_named and cited.act in OF_ACT:
        return True
    return thing.act in _acts_meant(cited) and bool(cited.act or not thing.needs_act)


def _acts_meant(cited: Cited) -> tuple[str, ...]:
    """«Codice» is the Code in force; an article of no act is one of the Code or of the law of municipalities."""
    if cited.act in OLD_CODES:
        return (NEW_CODE,)
    return (cited.act,) if cited.act else (NEW_CODE, MUNICIPALITIES)


def _is_elsewhere(act: Act, cited: Cited, own: int) -> bool:
    """Marked already as repealed, perhaps of another act than the named one, or an article of this very text."""
    if cited.act in OLD_CODES:
        return cited.is_named
    if cited.act:
        return is_shared(act, cited)
    if not act.kind:
        return True
    is_heading = HEADING.search(act.text[max(0, cited.start - 30) : cited.start]) is not None
    if is_heading and act.text.startswith(("Art", "ART"), cited.start):
        return True
    is_own = any(int(article.partition("-")[0]) <= own for article in cited.articles)
    return is_own or OTHER_OWNER.match(act.text, cited.end) is not None


def _tied(act: Act, cited: Cited, seen: Sequence[Seen]) -> Tied | None:
    """What the citation is for: the nearest thing before that a phrase ties to it, else the one right after."""
    before = [each for each in seen if each.end <= cited.start]
    nearest = max(before, key=lambda each: (each.end, -each.start), default=None)
    if nearest and not _is_cut(act, nearest.end, cited.start):
        strange = _strange_between(act.text[nearest.end : cited.start])
        if strange <= MOST_STRANGE:
            goes_on = _goes_on(act, nearest.end, cited.end)
            return None if goes_on and nearest.thing.acts else Tied(nearest, strange == 0 and not goes_on)
    after = [each for each in seen if each.start >= cited.end]
    following = min(after, key=lambda each: (each.start, -each.end), default=None)
    between = act.text[cited.end : following.start] if following else ""
    if following and FOLLOWS.fullmatch(between):
        return Tied(following, is_close=True)
    begins = BEGINS.search(act.text[max(0, cited.start - 60) : cited.start])
    if following and begins and DOES.fullmatch(between):
        return Tied(following, is_close=begins["at"] is not None)
    return None


def _goes_on(act: Act, start: int, end: int) -> bool:
    """«Prima della stipula, ai sensi dell'art. 99 si verificano»: the comma leaves the citation to what follows."""
    return COMMA.match(act.text, start) is not None and CLOSES.match(act.text, end) is None


def _strange_between(between: str) -> int:
    """How many words between a thing and a citation may be of something else; many when nothing ties the two."""
    if BESIDE.fullmatch(between):
        return 0
    connector = CONNECTED.search(between)
    if connector is None:
        return UNTIED
    named = ASIDE.sub(" ", PERSON.sub(" ", between[: connector.start()]))
    words = re.findall(r"[^\s,()'\"«»]+", named)
    if any(FOREIGN.fullmatch(word) for word in words):
        return UNTIED
    return sum(NEUTRAL.fullmatch(word) is None for word in words)


def _is_cut(act: Act, start: int, end: int) -> bool:
    """Another citation or sentence between."""
    return BROKEN.search(PERSON.sub(" ", act.text[start:end])) is not None or any(
        start <= each.start < end for each in act.citations
    )


def _finding(act: Act, cited: Cited, thing: Thing) -> Found:
    article = cited.articles[0] if cited.articles else ""
    message = f"«{quoted(act, cited.start, cited.end)}» è citato per {thing.name}: {thing.right}."
    if thing.act == NEW_CODE and article in articles_of_code() and article not in thing.articles:
        message += f" L'art. {article} del Codice ha per titolo «{articles_of_code()[article][1]}»."
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
