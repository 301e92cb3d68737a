"""What a citation is for: the thing that the words before it, after it, or at the head of its paragraph tie to it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import Cited
from apps.municipal.tenders.rules.references.things import Seen, Thing

CONNECTED = re.compile(
    r"\b(?:ai\s+sensi|di\s+cui|a\s+norma|in\s+(?:base|forza|virtù|attuazione|applicazione|conformità|ossequio|coerenza)|ne(?:l\s+rispetto|i\s+limiti|i\s+termini|i\s+casi)|secondo|ex|"
    r"(?:vale\s+quanto\s+)?(?:previst|disciplinat|regolat|stabilit|dispost|impost|consentit|richiest|sancit|fissat|dettat|definit|ammess)\w+|"
    r"(?:com'è|come|così\s+come)\s+(?:\w+\s+)?(?:prevede|richiede|stabilisce|impone|chiede|vuole|dispone|consente|indica|prescrive|esige|ammette|ordina|insegna)|come|quali|(?:nel\s+(?:modo|senso)\s+)?che|cui|a\s+termini|a\s+mente|a\s+tenore|per\s+effetto|in\s+ottemperanza|in\s+osservanza|in\s+esecuzione|in\s+relazione|in\s+deroga|"
    r"(?:al|nel|con|entro|per|sotto|fuori|oltre)\w*\s+(?:le\s+|i\s+|gli\s+)?(?:condizioni|modalità|limiti|casi|forme|forma|termini|misura|criteri|presupposti|ipotesi|regole|disposizioni|meccanismi|compiti)(?:\s+(?:previst|stabilit|indicat|fissat|propri)\w+)?|si\s+applica(?:no)?|vale|valgono|trova\s+applicazione|si\s+(?:rinvia|rimanda|fa\s+riferimento)\s+a)"
    r"(?:\s+(?:e\s+per\s+gli\s+effetti|quanto|le\s+\w+|i\s+\w+|da))*\s*(?:previst\w+\s+|dispost\w+\s+|stabilit\w+\s+|da\s+)*(?:(?:d[aei]|ne|a)?(?:ll'|lla|gli|l)|l'|i)?\s*$|\(\s?(?:cfr\.?|v\.|vedi|ex)?\s*$|(?:\bcfr\.?|\bv\.|\bvd\.?|\bved(?:i|asi|ansi)|\bsi\s+ved(?:a|ano))\s+(?:anche\s+)?(?:l'|gli\s+|all'|agli\s+)?$",
    re.IGNORECASE,
)
"""«ai sensi dell'», «previsto dall'»: ties a thing some words before"""
BESIDE = re.compile(
    r"[\"»”]?\s*(?:\(\s?(?:cfr\.?|v\.|vedi|ex|di\s+cui\s+all'|ai\s+sensi\s+dell'|l')?|,\s*(?:ex)?|[:–|-]\s*(?:(?:norma|fonte|rif\w*\.?|base\s+giuridica)\s*:?\s*)?|(?:de|da|ne)(?:ll'|gli|l))\s*",
    re.IGNORECASE,
)
"""«(art. 49)», «, art. 49», «| art. 49», «dell'art. 49»: ties only what stands right before"""
NEUTRAL = re.compile(
    r"(?:\d[\d.,/]*%?|[%€]|euro|(?:per|da|di|del|dell|della|dei|degli|delle|dal|dalla|al|all|alla|alle|ai|agli|nel|nella|in|con|a|ad|e|ed|o|il|lo|la|le|gli|i|l|un|una)"
    r"|cento|mille|pari|misura|è|e'|sono|viene|vengono|va|sarà|saranno|non|si|dovut\w+|richiest\w+|costituit\w+|prestat\w+|ammess\w+|consentit\w+|obbligatori\w+|applicat\w+|applica|applicano|svolt\w+|effettuat\w+|"
    r"stat[oaie]|garantit\w+|rispettat\w+|assolt\w+|resa|reso|rese|valut\w+|verificat\w+|nominat\w+|individuat\w+|designat\w+|import\w+|contrattual\w+|nett\w+|complessiv\w+|contratt\w+|affidament\w+|invit\w+|appalt\w+|servizi\w*|fornitur\w+|lavor\w+|"
    r"obbligator\w+|general\w+|ordinari\w+|RUP|R\.U\.P\.|(?:dott|geom|ing|arch|avv|sig)\w*\.?|relativ\w+|stess\w+|corso|previst\w+|gar[ae]|procedur[ae]\s+di\s+gara|pubblic\w+|esecuzione|giornalier\w+|massim\w+|minim\w+|scorporat\w+|ribass\w+|stimat\w+|definitiv\w+|concess\w+|riconosciut\w+|fissat\w+|calcolat\w+|appaltator\w*|aggiudicatari\w+|affidatari\w+|operator\w+|oltre|IVA|quindi|regolat\w+|disciplinat\w+|totale|capitol\w+|bilancio|esercizi\w*|ann[oi]|piano|missione|programma|cap\.|imputa\w+|sul|sulla|sull|mediante|tramite|applicabil\w+|inserit\w+|appost\w+|opera(?:no)?|avvien\w+|avveng\w+|incaricat\w+|dal|n\.|economic\w+|limit[ei]|sospes\w+|disponibil\w+|scrittura|privata|forma|suddivis\w+|valgono|applicano)",
    re.IGNORECASE,
)
COMMA = re.compile(r"\s*,\s*(?:ai\s+sensi|a\s+norma|ex\b|in\s+base|secondo|come)", re.IGNORECASE)
CLOSES = re.compile(
    r"[\s»\"]*(?:[.;:)\n|]|$|,\s+(?:(?:pari|nella\s+misura|sul\w*|a\s+valere|entro|per|con|ed?|nonché|d(?:el|i)|da|al)\b))",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"(?:comunicazion|modalit|poter|princip|procedur|disposizion|termin|obblig|requisit|verific|trasmission|pubblicazion|limit|condizion|elenc|criteri|aggiudic|elaborat|atti|norme|soggett|casi|ipotesi|deroga|document|perché|poiché|qualora|mentre|purché|bensì)\w*",
    re.IGNORECASE,
)
"""words that a citation after them is more likely for"""
MOST_STRANGE, UNTIED = 1, 99
"""words between a thing and «ai sensi dell'» that may be of something else; no phrase ties the two"""
NEW_CLAUSE = re.compile(r",\s+(?:ed?|ma|mentre|che|dove|poiché)\s", re.IGNORECASE)
"""«è nel programma triennale, e pubblica questo avviso a norma dell'»"""
PERSON = re.compile(
    r"(?:\b(?:il|la)\s+)?\b(?i:dott|geom|ing|arch|avv|sig|rag|d)\w*\.?(?:\s?(?:ssa|ra)\.?)?(?:\s[a-z]{2,5}\.)?\s+[A-ZÈ][\w']+(?:\s+[A-ZÈ][\w']+){0,2}"
)
"""«la geom. Silvia Trezzi»"""
NAMED = re.compile(rf"\s*,\s*{PERSON.pattern}")
"""«responsabile unico del progetto, ex art. 15, la dott.ssa Irene Galvan»"""
ASIDE = re.compile(r"\([^()\d]{0,60}\)")
BEGINS = re.compile(
    r"(?:^|[\n.;:]|\bche\b)\W*(?:(?P<at>all'|agli\s)|(?:ai\s+sensi|a\s+norma|in\s+(?:base|forza|applicazione|osservanza|ottemperanza|attuazione|conformità|esecuzione)|secondo|ex)\s*(?:(?:del|al)?l'|quanto\s+\w+\s+dall'|degli\s|gli\s|agli\s)?)$",
    re.IGNORECASE,
)
DOES = re.compile(
    r"[\s,]*(?:l'|il\s|la\s|[èe]'?\s|si\s)?(?:(?:affidatari|appaltator|aggiudicatari|operator|concorrent|contraent|fornitor|comun|ente|impres|ditt)\w*\s+)?"
    r"(?:(?:economico|si|procede|affida|dispone|ricorre|nomina|all'|alla|al|con|è|sono|può|possono|deve|devono|tenut[oi]|obbligat[oi]|impegna(?:no)?|prest\w+|garanti\w+|assicur\w+|rispett\w+|applica(?:no)?|ammess[oaie]|consentit[oaie]|previst[oaie]|richiest[oaie]|dovut[oaie]|prevede|nominat[oa]|indicat[oaie]|individuat[oaie]|sottoscriv\w+|a|ad|il|lo|la|l'|i|gli|le|un|una|del|della|dell')(?:\s+|(?<='))){0,7}",
    re.IGNORECASE,
)
"""«A norma dell'art. 57 l'affidatario si impegna a garantire», «Ai sensi dell'art. 119 è ammesso il»"""
FOLLOWS = re.compile(
    r"^(?:[\s,)»\"]*(?!,?\s*sul(?:la|le|l'|lo)?\s)|[\s)»\"]*)(?:(?:sul(?:la|le|l'|lo)?|sui|sugli|in\s+(?:materia|tema|ordine)\s+(?:di|a\w*)|concernent\w+|recant\w+|"
    r"(?:che\s+)?(?:disciplina|regola|prevede|consente|impone|richiede|riguarda|stabilisce|vieta)(?:no)?)\s*|[(«\"–-]\s*)(?:(?:il|lo|la|l'|i|gli|le|un|una|di|d'|all'|alla|al|agli|dei|delle|del|della)\s*|principi\w*\s+(?:di\s+|della\s+)?|obblig\w+\s+(?:di\s+)?){0,4}$",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"^[\s,]*(?:\(\s?[A-Z](?:\.?[A-Z]){2,6}\.?\s?\)|(?:e\s+)?s\.?\s?m\.?\s?i\b\.?|e\s+ss\.?\s?mm\.?\s?ii\b\.?|\(?di\s+seguito\s+[^(),;]{1,30}\)?)"
)
"""«art. 183 del D.Lgs. 267/2000 (TUEL) sull'impegno», «s.m.i.»: still of the citation"""
DASHED = re.compile(r"[\s,)]*[–-]\s")
"""«comunicazione ai sensi dell'art. 36 – procedura aperta»: after the dash something else begins"""
TOPIC = re.compile(
    r"\b(?:in\s+(?:tema|materia|punto)\s+(?:di\s+|d')|quanto\s+a(?:l|lla|ll')?\s*)(?:diritto\s+di\s+)?$",
    re.IGNORECASE,
)
TOPIC_ENDS = re.compile(r"(?:\s+amministrativ[io])?\s*,\s*(?:l'|gli\s+)?")
"""«in tema di accesso ai documenti, gli articoli 22 e seguenti»"""
RELATIVE = re.compile(
    r"[\s,)]*(?:(?:ai\s+sensi|a\s+norma|a\s+mente|in\s+base|in\s+forza|in\s+virtù|per\s+effetto)\s+(?:del|al|della|alla)\s+qual[ei]|che|il\s+quale|la\s+quale|i\s+quali|laddove|ove|dove|in\s+cui|secondo\s+cui|per\s+(?:il\s+quale|cui))\s+(?P<words>[^.;:()\n]{0,90})",
    re.IGNORECASE,
)
"""«l'art. 192 del TUEL, che vuole indicati nella determinazione a contrattare»"""
BROKEN = re.compile(r"[;\n]|\.\s+[A-ZÈ]")


MOST_PHRASED = 6
FARTHEST = 400
LONGEST = 150
"""characters between a thing and a citation, however many words they are"""
APART = re.compile(
    r"(?:\b(?:vist[oaie]|richiamat\w+|dato\s+atto|ed?|né|nonché|o|ovvero|salv[oaie]|ferm[oaie](?:\s+restando)?|tranne|escluso|oltre|anche|a\s+differenza)|,)"
    r"\s*(?:(?:il|lo|la|le|i|gli|l'|quanto|previsto|a|al|alla|agli|all'|del|degli|dell'|dall'|dagli|nell'|negli)\s*)*$",
    re.IGNORECASE,
)
"""«visto l'art. 50», «e l'art. 50»: not tied to what stands before"""
LISTED = re.compile(r",\s*$")
AND_MORE = re.compile(
    r"[\s)»]*(?:,\s*+(?!che\b|il\s+quale|i\s+quali|dove\b|ove\b|secondo\s+cui|in\s+(?:tema|materia|ordine)|sull?[aeio']|recant|relativ|concern|in\s+forma|mediante|tramite)"
    r"|(?:ed?|nonché|né|o|oltre)(?![^\W_]))",
    re.IGNORECASE,
)
"""«l'art. 50 del Codice, previa …», «… e il subappalto»: what follows is another matter"""
OWN_CITATION = 60
DUTY = re.compile(
    r"\b(?:nomin|compit|funzion|incaric|individuat|designat|compost|costituit)\w*", re.IGNORECASE
)
LABEL = re.compile(
    r"\W*(?:(?:(?:art(?:icolo)?\.?|punto|capo|§)\s*)?(?:\d{1,3}|[IVX]{1,5})(?:\.\d{1,2})*[.)°\]]*\W+|\(?[a-z][).]\s+)?(?P<label>[^\n:.;|\t(]{3,60})(?=[:|\t\n]|\.\s+(?-i:[A-ZÈ]))",
    re.IGNORECASE,
)
"""«5. Subappalto: …», «Art. 5 – Subappalto», «- Subappalto: …»"""
LONGEST_PARAGRAPH, LONGEST_TITLE = 600, 80
SHORT_SENTENCE, MOST_SENTENCES = 36, 5


@dataclass(frozen=True)
class Tied:
    """The thing that a citation is for, and how many words of something else may lie between the two."""

    seen: Seen
    strange: int
    label: str = ""
    """the head of the paragraph, if it is what names the thing"""

    @property
    def thing(self) -> Thing:
        return self.seen.thing

    @property
    def is_close(self) -> bool:
        return self.strange == 0 and not self.thing.is_vague

    @property
    def is_loose(self) -> bool:
        """Only to be believed when nothing in the sentence is of the article cited."""
        return self.strange > MOST_STRANGE or self.thing.is_vague

    @property
    def is_phrased(self) -> bool:
        """Whether a phrase ties it over a few words: «parte delle prestazioni, previa autorizzazione, ai sensi dell'»."""
        return self.strange <= MOST_PHRASED and not self.thing.is_vague


def tied_to(
    act: Act,
    cited: Cited,
    seen: Sequence[Seen],
    things_in: Callable[[str], list[Seen]],
) -> Tied | None:
    """The nearest thing before that a phrase ties to it, else the one right after, else that of the paragraph."""
    nearest = max(
        (each for each in seen if each.end <= cited.start),
        key=lambda each: (each.end, -each.start),
        default=None,
    )
    following = min(
        (each for each in seen if each.start >= cited.end),
        key=lambda each: (each.start, -each.end),
        default=None,
    )
    strange = UNTIED
    if nearest and _is_cut(act, nearest.end, cited.start):
        nearest = None
    if nearest:
        strange = (
            1 if _is_topic(act, nearest, cited) else _strange_between(act.text[nearest.end : cited.start])
        )
        if strange <= MOST_STRANGE:
            goes_on = _goes_on(act, nearest.end, cited.end)
            return None if goes_on and nearest.thing.acts else Tied(nearest, max(strange, int(goes_on)))
    if following and (between := _strange_after(act, cited, following)) is not None:
        return Tied(following, between)
    if nearest:
        return Tied(nearest, strange) if _is_likely(act, nearest, cited) else None
    if following and _is_likely_after(act, cited, following):
        return Tied(following, UNTIED)
    heads = ((head, label) for label in _labels(act, cited.start) for head in things_in(label))
    return next((Tied(head, UNTIED, label) for head, label in heads), None)


def _is_topic(act: Act, nearest: Seen, cited: Cited) -> bool:
    """«in tema di accesso ai documenti, gli articoli 22 e seguenti della legge 241»."""
    return (
        TOPIC.search(act.text, max(0, nearest.start - 40), nearest.start) is not None
        and TOPIC_ENDS.fullmatch(act.text, nearest.end, cited.start) is not None
    )


def _is_likely(act: Act, nearest: Seen, cited: Cited) -> bool:
    """Whether nothing speaks against the thing before, however many words lie between."""
    between = act.text[nearest.end : cited.start]
    if len(between) > LONGEST or (APART.search(between) and not LISTED.search(between)):
        return False
    return not nearest.thing.acts or DUTY.search(between) is not None


def _is_likely_after(act: Act, cited: Cited, following: Seen) -> bool:
    """Whether the thing after belongs to this citation: nothing cuts it off, and no citation of its own follows."""
    if (
        following.thing.acts
        or _is_cut(act, cited.end, following.start)
        or AND_MORE.match(act.text, cited.end)
        or _is_aside(act, cited)
    ):
        return False
    return not act.citations_between(following.end, following.end + OWN_CITATION)


def _is_aside(act: Act, cited: Cited) -> bool:
    """Whether the citation closes what stands before it, and something else begins after a dash."""
    before = act.text[max(0, cited.start - 60) : cited.start]
    return DASHED.match(act.text, cited.end) is not None and CONNECTED.search(before) is not None


def _strange_after(act: Act, cited: Cited, following: Seen) -> int | None:
    """«A norma dell'art. 57 l'affidatario garantisce la clausola sociale», «art. 57 (clausole sociali)»."""
    between = CALLED.sub("", act.text[cited.end : following.start])
    if FOLLOWS.fullmatch(between):
        return None if _is_aside(act, cited) else 0
    if clause := RELATIVE.fullmatch(between):
        strange = sum(
            NEUTRAL.fullmatch(word) is None for word in re.findall(r"[^\s,'\"«»]+", clause["words"])
        )
        return max(1, strange - 1)
    begins = BEGINS.search(act.text[max(0, cited.start - 60) : cited.start])
    if begins and DOES.fullmatch(between):
        return 0 if begins["at"] is not None else 1
    return None


def _labels(act: Act, at: int) -> Iterator[str]:
    """Short sentences before («Rotazione. …»), the first words of the paragraph, the title on the line before."""
    start = act.text.rfind("\n", 0, at) + 1
    yield from _short_sentences(act, max(start, at - LONGEST_PARAGRAPH), at)
    if at - start > LONGEST_PARAGRAPH:
        return
    if own := LABEL.match(act.text, start, at):
        yield own["label"]
    title = act.text[act.text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    if 3 <= len(title) <= LONGEST_TITLE and title[-1] not in ".;,:":
        yield title


def _short_sentences(act: Act, start: int, at: int) -> Iterator[str]:
    """Those of a few words between two places, the nearest first."""
    end = act.flat.sentence(at, at)[0]
    for _ in range(MOST_SENTENCES):
        if end <= start:
            return
        begin = max(start, act.flat.sentence(end - 1, end - 1)[0])
        sentence = act.text[begin:end].strip()
        if 3 <= len(sentence) <= SHORT_SENTENCE and sentence[0].isupper() and sentence[-1] in ".:":
            yield sentence
        end = min(begin, end - 1)


def _goes_on(act: Act, start: int, end: int) -> bool:
    """«Prima della stipula, ai sensi dell'art. 99 si verificano»: the comma leaves the citation to what follows."""
    if COMMA.match(act.text, start) is None or CLOSES.match(act.text, end):
        return False
    return NAMED.match(act.text, end) is None


def _strange_between(between: str) -> int:
    """How many words between a thing and a citation may be of something else; many when nothing ties the two."""
    if BESIDE.fullmatch(between):
        return 0
    connector = CONNECTED.search(between)
    if connector is None:
        return UNTIED
    named = ASIDE.sub(" ", PERSON.sub(" ", between[: connector.start()]))
    if NEW_CLAUSE.search(named):
        return UNTIED
    words = re.findall(r"[^\s,()'\"«»]+", named)
    if any(FOREIGN.fullmatch(word) for word in words):
        return UNTIED
    return sum(NEUTRAL.fullmatch(word) is None for word in words)


def _is_cut(act: Act, start: int, end: int) -> bool:
    """Another citation or sentence between."""
    if end - start > FARTHEST or act.citations_between(start, end):
        return True
    return BROKEN.search(PERSON.sub(" ", act.text[start:end])) is not None
