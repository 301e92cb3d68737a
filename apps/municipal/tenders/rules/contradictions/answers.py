"""What an act orders, allows or forbids: a visit, another agreement, the language, the outgoing firm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import Read, Statement, spotted


@dataclass(frozen=True)
class Question:
    """Something to which the documents must answer alike; the first answer that fits is the one."""

    key: str
    words: tuple[str, ...]
    """of which what it is about holds one"""
    about: re.Pattern[str]
    answers: tuple[tuple[str, re.Pattern[str]], ...]
    unless: re.Pattern[str] | None
    """of what is no answer"""


def _question(key: str, words: str, about: str, *answers: tuple[str, str], unless: str = "") -> Question:
    read = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in answers)
    other = re.compile(unless, re.IGNORECASE) if unless else None
    return Question(key, tuple(words.split()), re.compile(about, re.IGNORECASE), read, other)


QUESTIONS = (
    _question(
        "sopralluogo",
        "sopral visit visionar visione recarsi",
        r"\bsopral+uog\w+|\b(?:visit\w+|visionar\w+|presa\s+visione|recarsi|prendere\s+visione)\s+(?:\w+\s+){0,3}(?:luogh\w*|stabil\w*|sed[ei]|immobil\w*|edific\w*|are[ae]|local\w*|impiant\w*|scuol\w*|cimiter\w*|strad\w*|centr\w*|parch\w*|palestr\w*|cantier\w*)|\bvisita\b",
        (
            "facoltativo",
            r"\bfacolt(?:à|ativ\w+)|\bdiscrezion\w+|\bchi\s+non\s+(?:viene|lo\s+(?:fa|effettua|svolge))|\bnon\s+(?:(?:è|e'|si|sarà|viene)\s+)?(?:obbligatori\w+|richie\w+|previst\w+|necessari\w+|dovut\w+|prescritt\w+|occorr\w+|indispensabil\w+|costituisce)|\bse\s+lo\s+(?:desidera|ritien|vuole)\w*|\bchi\s+(?:lo\s+)?(?:desidera|vuole|intende)|\bsenza\s+(?:obbligo|necessità)|\b(?:può|possono|potrà|potranno)\s+(?:\w+\s+){0,3}(?:visit|sopral|visionar|recarsi|prendere|effettuar|eseguir|richied|chied)\w+|\bnessun\s+(?:obbligo|sopralluogo)",
        ),
        (
            "obbligatorio",
            r"\bobbligator\w+|\bobbligo\b|\b(?:bisogn|occorr|dev|dovr)\w+|\btenut[oaie]\s+a|\bnecessari\w+|\bindispensabil\w+|\bpena\s+(?:l'|d')?\s?esclusion\w+|\brichiest[oa]\b|\bprescritt[oa]\b|(?<!cause di )(?<!causa di )\besclus(?:[oaie]|ione)\b|\bcondizione\s+di\s+(?:ammissione|ammissibilità)",
        ),
        unless=r"\b(?:aggiudicatari|appaltator|affidatari)\w*\b[^.;]*\bprima\s+(?:dell'|di)|\bprima\s+dell'(?:inizio|avvio)\b",
    ),
    _question(
        "contratto collettivo equivalente",
        "ccnl c.c cc.nl contratt altr",
        r"\bC\.?C\.?N\.?L\b|\bcontratt[oi]\s+collettiv\w+|\baltr[oi]\s+contratt[oi]|\bcontratt[oi]\s+divers[oi]|\bapplic\w+\s+(?:uno|un)\s+(?:altro|divers)\w*",
        (
            "escluso",
            r"\b(?:nessun\s+altro|esclusivamente\s+(?:il|quello)|unicamente\s+il)\b|\bpur\s+equivalent\w+|\b(?:divers\w+|altr[oi]|equivalent\w+)\b[^.;]{0,50}\b(?:è|sono|sarà|saranno|viene|comporta)\s+(?:l'\s?)?(?:esclu\w+|vietat\w+|inammissibil\w+)|\bnon\s+(?:è|sono|si)\s+(?:ammess\w+|accett\w+|consentit\w+)[^.;]{0,40}\b(?:divers\w+|altr[oi]|equivalent\w+)|\b(?:divers[oi]|altr[oi]|equivalent[ei])\b[^.;]{0,30}\bnon\s+(?:è|sono)\s+(?:ammess\w+|accettat\w+|consentit\w+)",
        ),
        (
            "ammesso",
            r"\bequivalen\w+|\bequival\w+|\b(?:medesime|stesse|identiche|analoghe)\s+tutele|\baltro\s+contratto\b[^.;]{0,60}\btutel\w+",
        ),
    ),
    _question(
        "lingua",
        "lingua",
        r"\b(?:in\s+)?lingua\b",
        ("altra", r"\b(?:inglese|francese|tedesc\w+|spagnol\w+)\b"),
        ("italiano", r"\bitalian\w+"),
    ),
    _question(
        "operatore uscente",
        "uscente precedente",
        r"\b(?:uscente|precedente\s+(?:gestore|affidatario|appaltatore|contraente))\b",
        (
            "non invitato",
            r"\bnon\s+(?:(?:è|sarà|verrà|viene|può|potrà|si|essere|stat[oa]|sono|ha|rientra|figura|fra|tra|gli|i)\s+){0,4}(?:invit\w+|consultat\w+|ammess\w+|partecip\w+|interpellat\w+)|\besclus[oa]\b",
        ),
        (
            "invitato",
            r"\b(?:sarà|è|verrà|viene|può|potrà|anche)\b[^.;]{0,40}\b(?:invit|partecip|consultat|ammess|interpellat)\w+",
        ),
    ),
    _question(
        "tracciabilità",
        "tracciabilit 136",
        r"\btracciabilità|\btracciabilita'|\b136\s?/\s?2010",
        (
            "no",
            r"\bnon\s+(?:(?:si|trova|è|sono)\s+)?(?:applica\w*|trova\w*|soggett\w+|dovut\w+|previst\w+|richiest\w+|opera\b)|\besclus[ai]\b|\besonerat\w+|\bnon\s+riguarda",
        ),
        (
            "sì",
            r"\bconto\b|\bobblig\w+|\bassum\w+|\bnullità\b|\brispett\w+|\bosserv\w+|\bpagament\w+|\bapplica\b",
        ),
    ),
    _question(
        "clausola sociale",
        "riassor clausola uscente precedente",
        r"\briassor\w+|\bclausola\s+sociale|\b(?:personale|addetti|operatori|dipendenti|lavoratori|maestranze)\s+(?:\w+\s+){0,4}(?:uscente|precedente\s+(?:gestore|appaltatore|affidatari[oa]))|\b(?:quell[io]|personale|addetti)\s+del\s+(?:gestore\s+uscente|precedente\s+(?:gestore|appaltatore))",
        (
            "non prevista",
            r"\bnon\s+(?:ha|hanno|vi\s+(?:è|sono)|c'è|assume)\s+(?:\w+\s+){0,2}(?:obbligh?\w*|impegn\w+|vincol\w+)|\bliberamente\b|\bnessun\s+(?:obbligo|vincolo|impegno)|\bsenza\s+(?:obbligo|vincol\w+)|\bnon\s+(?:(?:è|e'|si|viene)\s+)?(?:tenut\w+|obbligat\w+|prevista|applica\w*|richiest\w+|dovut\w+)",
        ),
        (
            "prevista",
            r"\bassum\w+|\bpriorit\w+|\b(?:ri)?assorb\w+|\bgaranti\w+|\bimpegn\w+|\bmant\w+|\bapplica\w*|\bprevista\b",
        ),
    ),
    _question(
        "recesso",
        "reced recess scioglier",
        r"\breced\w+|\brecesso\b|\bscioglier\w+",
        (
            "escluso",
            r"\bnessuna\s+(?:delle\s+(?:due\s+)?parti|parte)\b|\b(?:né|nè|ne')\s+(?:il\s+Comune|l'\s?(?:Ente|Amministrazione)|la\s+stazione\s+appaltante)\b|\b(?:Comune|Ente|Amministrazione|stazione\s+appaltante)\s+non\s+(?:può|potrà)\b|\brecesso\s+(?:è\s+|resta\s+)?esclus\w+\s+per\s+entramb\w+",
        ),
        (
            "ammesso",
            r"\b(?:Comune|Ente|Amministrazione|stazione\s+appaltante|committente)\b[^.;]{0,40}\b(?:può|potrà|ha\s+(?:la\s+)?facoltà|si\s+riserva)\b|\bfacoltà\s+di\s+reced\w+",
        ),
    ),
    _question(
        "ordine di esame delle offerte",
        "inversione prima documentazione 107",
        r"\binversione\s+(?:procedimentale|dell'ordine)|\b(?:dapprima|prima)\s+le\s+offerte|\bdocumentazione\s+amministrativa\b[^.]{0,160}\b(?:si\s+passa|quindi|poi)\b[^.;]{0,30}\boffert[ae]|\bart(?:\.|icolo)\s*107,?\s*(?:comma|c\.)\s*3\b",
        (
            "senza inversione",
            r"\bnon\s+(?:(?:è|si|viene)\s+)?(?:prevista|applica\w*|proced\w+|oper\w+|ricorr\w+|avval\w+)|\b(?:si\s+passa|quindi|poi)\b[^.;]{0,30}\boffert[ae]",
        ),
        ("con inversione", r"\b(?:dapprima|prima)\s+le\s+offerte|\binversione\b|\b107\b"),
    ),
    _question(
        "soglia europea",
        "sogli",
        r"\b(?:valore|importo|appalto|affidamento|contratto)\b[^.;\n]{0,60}\bsogli[ae]\b[^.;\n]{0,25}\b(?:europe\w+|comunitari\w+|UE\b|dell'Unione)",
        (
            "sotto",
            r"\bnon\s+(?:super|raggiung|ecced)\w+|\b(?:è|e'|resta|rimane|sta|essendo)\s+(?:[\w']+\s+){0,3}(?:sotto|inferiore|al\s+di\s+sotto)\b",
        ),
        (
            "sopra",
            r"(?<!non )\b(?:supera|eccede|oltrepassa|raggiunge)\b|\b(?:è|e'|essendo)\s+(?:[\w']+\s+){0,3}(?:sopra|superiore|pari\s+o\s+superiore|al\s+di\s+sopra)\b",
        ),
    ),
    _question(
        "criteri ambientali minimi",
        "criteri cam c.a ca.m",
        r"\bcriteri\s+ambientali\s+minimi|(?-i:\bC\.?A\.?M\b)",
        (
            "facoltativi",
            r"\bfacoltativ\w+|\braccomandazion\w+|\bnon\s+(?:sono|è)\s+(?:\w+\s+)?(?:obbligator\w+|vincolant\w+|previst\w+|richiest\w+)|\blibera\s+scelta|\bnon\s+(?:si\s+applica\w*|vincola\w*|trovano\s+applicazione)|\bauspic\w+|\bpreferibil\w+|\bindicativ\w+|\bdiscrezion\w+",
        ),
        (
            "obbligatori",
            r"\brispond\w+|\bosserv\w+|\brispett\w+|\bconform\w+|\bobbligator\w+|\bapplica\w*|\bdev\w+|\bvincol\w+|\bsecondo\b",
        ),
    ),
)
HEADING = re.compile(r"(?:^|\n)[^\n]{0,30}$")
TITLE_ONLY = re.compile(r"\s*[.:–\n-]\s*")
REACH = 130


def answers(*keys: str) -> Read:
    """Reads the answers to some questions; the words of the question and those that answer it are the place."""
    asked_for = [question for question in QUESTIONS if question.key in keys]

    def read(act: Act) -> Iterator[Statement]:
        for question in asked_for:
            for asked in spotted(question.about, question.words, act.text, 240):
                yield from _answer(act, question, asked)

    return read


def _answer(act: Act, question: Question, asked: re.Match[str]) -> Iterator[Statement]:
    start, end = _scope(act, asked)
    said = act.text[start:end]
    if question.unless and question.unless.search(said):
        return
    for name, pattern in question.answers:
        nearest = sorted(pattern.finditer(said), key=lambda each: abs(start + each.start() - asked.start()))
        if nearest:
            first, last = start + nearest[0].start(), start + nearest[0].end()
            place = min(first, asked.start()), max(last, asked.end())
            yield Statement(name, *place, name, question.key)
            return


def _scope(act: Act, asked: re.Match[str]) -> tuple[int, int]:
    """The sentence of the question; after a title also the one that follows."""
    one, other = act.flat.sentence(*asked.span())
    if (
        TITLE_ONLY.fullmatch(act.text, asked.end(), min(len(act.text), asked.end() + 3))
        or other - asked.end() < 4
    ):
        other = act.flat.sentence(min(other + 1, len(act.text)), min(other + 2, len(act.text)))[1]
    while act.text[other - 1 : other] == ":" and other < len(act.text):
        other = act.flat.sentence(other + 1, min(other + 2, len(act.text)))[1]
    cut = act.text.rfind(";", one, asked.start())
    stop = act.text.find(";", asked.end(), other)
    return max(one, cut + 1, asked.start() - REACH), min(other if stop < 0 else stop, asked.end() + REACH)
