"""Facts told in an order that time does not allow: what has ended in the future, what comes before what it answers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import Length, lengths_in
from apps.municipal.tenders.rules.sums.moments import Moment, moments, shown
from apps.municipal.tenders.rules.sums.spans import moments_in, pairs
from apps.municipal.tenders.rules.wording import until_stop, wording

WHY = "I fatti devono seguire l'ordine del tempo: una data fuori ordine è di solito un errore di copia."
WHY_YEAR = "Un impegno si registra sull'esercizio in cui l'obbligazione scade: quello di un anno già chiuso non è più disponibile."
FINISHED = re.compile(
    r"(?:\b(?:è|sono|era|erano)\s+stat[oaie]\s+(?!fissat|previst|prorogat|differit|rinviat|convocat|programmat|stabilit|indett|concord|posticip|assegnat|impegnat|prenotat)[a-zàèéìòù]{3,}[tsr][oaie]\b|\b(?:è|era|sono|erano|essendo|risulta(?:no|va)?|ormai|già)\s+(?:(?:già|ormai|ora|da\s+tempo|venut[oa]|stat[oaie]|regolarmente|naturalmente)\s+)*"
    r"(?:scadut|cessat|terminat|conclus|decors|ultimat|spirat|chius|esaurit|completat|decadut|consegnat|eseguit|liquidat|pagat|aggiudicat|avviat|iniziat)[oaie]\b)"
    r"(?P<rest>[^.;:()\d]{0,45}?)\b(?:il|l'|lo\s+scorso|in\s+data|giorno|(?<=scadut[oaie]\s)al)\s*(?:giorno\s+)?(?:\w+dì\s+)?$",
    re.IGNORECASE,
)
TO_COME = re.compile(
    r"\b(?:scad\w+|per(?=\s*$)|avvio|inizio|apertura|seduta|fino|sino|entro|termin[ei]|dal|dalla|decorr\w+|previst\w+|con\s+(?:effetto|validità)|valid\w+|per\s+il\s+periodo|che)\b",
    re.IGNORECASE,
)
WILL = re.compile(
    r"\b(?:(?:scad|termin|inizi|decorr|cess|chiud|parti)(?:e?rà|e?ranno)|si\s+conclud(?:erà|eranno)|avr(?:à|anno)\s+(?:inizio|termine|luogo|decorrenza|scadenza|durata)|(?:sar|verr)(?:à|anno)\s+[a-zàèéìòù]{2,}[aeo]?[tsr][oaie]\b)"
    r"(?P<rest>[^.;:()\d]{0,35}?)\b(?:il|l'|in\s+data|al|dal|dall'|entro\s+il|entro\s+l')\s*(?:giorno\s+)?(?:\w+dì\s+)?$",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"\b(?:preved(?:eva|evano)|stabili(?:va|to|ta)|disponeva|fissava|indicava|precedente|originari\w+|era|erano|stato|stata|comunica\w*|segnala\w*|informa\w*|dichiara\w*|richiest[ae]|nota)\b",
    re.IGNORECASE,
)


def _finished(act: Act) -> Iterator[Found]:
    """«è scaduto il 30 novembre» in an act of September; «terminerà il 30 giugno» of a day long gone."""
    if not act.made:
        return
    for day in moments(act):
        if day.role in ("norma", "durc") or not day.sure or day.start == act.made.start:
            continue
        lead = act.text[max(act.flat.sentence(day.start, day.end)[0], day.start - 130) : day.start]
        ended, will = FINISHED.search(lead), WILL.search(lead)
        if ended and day.value > act.day and not TO_COME.search(ended["rest"]):
            message = f"Si dice già avvenuto il {shown(day.value)}, ma l'atto è del {shown(act.day)}."
            yield Found(day.start, day.end, message, "Verificare la data.")
        elif will and day.value < act.day and not QUOTED.search(lead):
            message = f"Si dice che avverrà il {shown(day.value)}, ma l'atto è del {shown(act.day)}."
            yield Found(day.start, day.end, message, "Verificare la data.")


VALID = wording(
    r"\b(?P<what>offert\w+|preventiv\w+|quotazion\w+|polizz\w+|convenzion\w+|certifica(?:t|zion)\w+|attestazion\w+|iscrizion\w+|abilitazion\w+|accordo\s+quadro)\b~{0,170}?"
    r"\b(?:valid[oaie]|validità|vincolante|efficac\w+|in\s+vigore|irrevocabile)\s+(?:\w+\s+){0,2}?(?:fino|sino)\s+a(?:l|ll')\s*$"
    r"|\b(?P<quote>preventiv\w+|quotazion\w+)\b~{0,90}?\b(?:che\s+scade|scadente|con\s+scadenza)\s+(?:il|al|l'|all')\s*$"
)
STILL = re.compile(
    r"\b(?:tuttora|ancora|a\s+tutt'oggi|attualmente|quindi|pertanto|dunque|in\s+corso\s+di\s+validità|vigente|vincolante)\b",
    re.IGNORECASE,
)
EXTENDED = re.compile(
    r"\b(?:conferm\w+|prorog\w+|rinnov\w+|scadut\w+|estes\w+|aggiornat\w+|precedent\w+|non\s+più|era\b|erano\b)",
    re.IGNORECASE,
)


def _still_valid(act: Act) -> Iterator[Found]:
    """«offerta valida fino al 31 maggio e quindi tuttora vincolante», in an act of July."""
    if not act.made:
        return
    for day in moments(act):
        if day.value >= act.day or not day.sure:
            continue
        one, other = act.flat.sentence(day.start, day.end)
        valid = VALID.search(act.text, max(one, day.start - 230), day.start)
        said = act.text[max(one, day.start - 230) : other]
        sold = valid and (
            valid["quote"] or valid["what"].lower().startswith(("offert", "preventiv", "quotazion"))
        )
        after = act.text[day.end : min(other, day.end + 80)]
        if valid and not EXTENDED.search(said) and (sold or STILL.search(after)):
            message = (
                f"La validità indicata finisce il {shown(day.value)}, prima dell'atto ({shown(act.day)})."
            )
            yield Found(day.start, day.end, message, "Chiedere la conferma o correggere la data.")


OF_DAY = r"~{0,70}?(?:\b(?:del|dell'|in\s+data|il|l'|lo)\s*(?:giorno\s+)?|:\s*|\b(?:verbale|certificato)\s+)$"
STEPS: dict[str, re.Pattern[str]] = {
    name: wording(rf"\b(?:{words}){OF_DAY}")
    for name, words in {
        "ordine": r"ordine\s+(?:diretto|d'acquisto|di\s+acquisto|mepa|n\.)|ordinativo|o\.?d\.?a\.?\b|buono\s+d'ordine|merce\s+ordinata",
        "consegna": r"documento\s+di\s+trasporto|d\.?d\.?t\b\.?|bolla\s+di\s+(?:consegna|accompagnamento)|(?:merce|beni|arredi|fornitura|materiale)\s+(?:\w+\s+){0,3}?consegnat[aio]",
        "richiesta": r"richiest[ae]\s+(?:di\s+)?(?:preventiv\w+|offert\w+|quotazion\w+)|r\.?d\.?o\.?\s+n\.|trattativa\s+diretta\s+n\.",
        "preventivo": r"(?:preventivo|offerta|quotazione)\s+(?:\w+\s+){0,4}?(?:prot\.?|n\.|acquisit\w+|pervenut\w+|trasmess\w+|datat\w+|presentat\w+)",
        "aggiudicazione": r"aggiudicazione\s+(?:\w+\s+){0,2}?(?:con|disposta|approvata|efficace|di\s+cui)|(?:è\s+stat[ao]\s+)?aggiudicat[ao]\s+con",
        "contratto": r"contratto\s+(?:\w+\s+){0,2}?(?:stipulat|sottoscritt|firmat)o|stipula\s+del\s+contratto",
        "sospensione": r"(?:verbale\s+di\s+)?sospensione|(?:lavori\s+)?sospesi",
        "ripresa": r"(?:verbale\s+di\s+)?ripresa|(?:lavori\s+)?ripresi",
        "invito": r"invit(?:at[oaie]|o|i)\s+(?:\w+\s+){0,3}?(?:con\s+lettera|trasmess\w+|spedit\w+|inviat\w+)|lettere?\s+d(?:i\s|')\s?invito\s+(?:\w+\s+){0,2}?(?:trasmess\w+|spedit\w+|inviat\w+)",
        "scadenza": r"entro\s+il\s+termine|termine\s+(?:\w+\s+)?(?:per\s+la\s+presentazione|di\s+(?:presentazione|scadenza|ricezione))",
        "ultimazione": r"ultimazione\s*:|(?:certificato|verbale)\s+di\s+ultimazione|lavori\s+(?:sono\s+stati\s+)?ultimati",
        "collaudo": r"(?:certificato|verbale)\s+di\s+(?:collaudo|regolare\s+esecuzione|verifica\s+di\s+conformità)|collaudat[oaie]",
        "inizio": r"consegna\s*:\s*verbale|verbale\s+di\s+(?:consegna|avvio)|lavori\s+(?:sono\s+stati\s+)?(?:consegnati|iniziati)",
    }.items()
}
PRECEDES: tuple[tuple[str, str, str], ...] = (
    ("ordine", "consegna", "La consegna del {} precede l'ordine del {}."),
    ("richiesta", "preventivo", "L'offerta del {} precede la richiesta del {}."),
    ("invito", "scadenza", "La scadenza del {} precede l'invito del {}."),
    ("aggiudicazione", "contratto", "Il contratto del {} precede l'aggiudicazione del {}."),
    ("sospensione", "ripresa", "La ripresa del {} precede la sospensione del {}."),
    ("ripresa", "ultimazione", "L'ultimazione del {} precede la ripresa del {}."),
    ("inizio", "sospensione", "La sospensione del {} precede l'inizio del {}."),
    ("inizio", "ultimazione", "L'ultimazione del {} precede l'inizio del {}."),
    ("ultimazione", "collaudo", "La verifica del {} precede l'ultimazione del {}."),
)
FEWEST_DAYS = 4
APART = 150
"""days beyond which the two belong to different stories"""


def _succession(act: Act) -> Iterator[Found]:
    """An order later than the delivery that it asks for: told when the act gives one day to each of the two."""
    given: dict[str, list[Moment]] = {name: [] for name in STEPS}
    for day in moments(act):
        if not day.sure or day.role == "norma":
            continue
        lead = act.text[max(0, day.start - 110) : day.start]
        lasts = {name: found.start() for name, words in STEPS.items() if (found := words.search(lead))}
        if lasts:
            given[max(lasts, key=lambda each: lasts[each])].append(day)
    for first, then, words in PRECEDES:
        one, other = ({each.value: each for each in given[name]} for name in (first, then))
        if len(one) != 1 or len(other) != 1:
            continue
        (asked, before), (done, after) = one.popitem(), other.popitem()
        if 0 < (asked - done).days <= APART:
            message = words.format(shown(done), shown(asked))
            yield Found(after.start, after.end, message, f"Verificare le date ({shown(before.value)}).")


DELAY = re.compile(
    r"\b(?:ritard\w+|anticip\w+|trascor\w+|decors\w+|pass\w+|(?:inter)?cor(?:r\w+|s[oaie])|durat[oaie]|rimast[oaie])\b",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\b(?P<sure>sono|danno|fanno)\s+(?:(?:dunque|quindi|perciò|così|in\s+tutto|solo)\s+)?$|\b(?:(?P<ends>dopo)|(?P<since>a)|hanno)\s+$",
    re.IGNORECASE,
)
SINCE, ENDS = re.compile(r"\s*d(?:al|ell)"), re.compile(r"\s*[,.;)]")
PER_DAY = re.compile(
    r"\b(?:per\s+ogni|ciascun|ogni|oltre|superior\w+|almeno|massim\w+|entro)\b", re.IGNORECASE
)
BACK = 330


def _is_made(act: Act, day: Moment) -> bool:
    return act.made is not None and day.start == act.made.start


def _delays(act: Act) -> Iterator[Found]:
    """«il termine era il 2 marzo, la consegna è del 27 marzo, con un ritardo di 35 giorni»."""
    for each in lengths_in(act.text, 0, len(act.text)):
        if each.unit != "giorni" or "settiman" in each.text.lower():
            continue
        before, after = act.text[max(0, each.start - 32) : each.start], act.text[each.end : each.end + 16]
        named = DELAY.search(before) or re.match(r"\s+di\s+(?:ritardo|anticipo)", after)
        if not (named or _alone(act, each)) or PER_DAY.search(before):
            continue
        since = max(0, each.start - BACK, act.text.rfind("\n\n", 0, each.start))
        days = [
            day
            for day in moments_in(act, since, until_stop(act.text, each.end, 90))
            if day.sure and day.role != "norma" and not _is_made(act, day)
        ][-5:]
        others = [other.days for other in lengths_in(act.text, since, each.end + 120) if other is not each]
        made = [abs((one.value - two.value).days) for one, two in combinations(days, 2)]
        right = [gap for gap in made if abs(gap - each.days) <= 1 or abs(gap - each.days) in others]
        if made and not right and any(gap and 0.4 < each.days / gap < 2.5 for gap in made):
            message = f"Fra i giorni indicati ne passano {made[-1] or max(made)}, non {each.amount:.0f}."
            yield Found(each.start, each.end, message, "Ricalcolare i giorni.")


def _alone(act: Act, length: Length) -> bool:
    """Whether a sentence gives two days and says, of its only length, that it is how far they are from each other."""
    said = SAID.search(act.text, max(0, length.start - 32), length.start)
    one, other = act.flat.sentence(length.start, length.end)
    given = [day for day in moments_in(act, one, other) if day.sure and day.role != "norma"]
    if not said or len(given) != 2 or len(lengths_in(act.text, one, other)) != 1:
        return False
    if said["sure"] or said["since"] or said["ends"]:
        after = SINCE if said["since"] else ENDS if said["ends"] else None
        return after is None or bool(after.match(act.text, length.end))
    return (given[0], given[1]) in pairs(act)


CHARGED = re.compile(r"\b(?:imput\w+|impegn\w+|prenot\w+|stanzia\w+|copertura|capitolo|cap\.)", re.IGNORECASE)
EXERCISE = re.compile(
    r"\b(?:esercizio(?:\s+(?:finanziario|di\s+bilancio|contabile))?|annualità|bilancio(?:\s+(?:di\s+previsione|comunale|dell'esercizio))?|competenza(?:\s+dell'anno)?)\s+(?P<year>20\d\d)(?!\s?[-–/]\s?\d|\d)",
    re.IGNORECASE,
)
OF_THE_PAST = re.compile(
    r"\b(?:residu\w+|reimput\w+|rendicont\w+|consuntiv\w+|avanz\w+|fondo\s+pluriennale|economi\w+|riaccert\w+|già|precedent\w+|assunt\w+\s+con|a\s+valere|finanziat\w+|contribut\w+|chius\w+|fattur\w+|ricav\w+)\b|(?<!20\d\d)/20\d\d",
    re.IGNORECASE,
)


BUDGET = re.compile(
    r"\b(?:bilancio|d\.?u\.?p\b|p\.?e\.?g\b|documento\s+unico)[^.;\n]{0,60}?(?P<first>20\d\d)\s?[-–/]\s?20\d\d",
    re.IGNORECASE,
)
PLAN = re.compile(
    r"\bprogramm\w+\s+triennal\w+[^.;\n]{0,60}?(?P<first>20\d\d)\s?[-–/]\s?(?P<last>20\d\d)(?P<said>[^.;\n\d]{0,80}?)\b(?:annualità|anno|esercizio)\s+(?P<year>20\d\d)(?!\d|\s?[-–/])",
    re.IGNORECASE,
)


def _closed_year(act: Act) -> Iterator[Found]:
    """«di imputare la spesa al capitolo 61230 dell'esercizio 2024», in an act of 2026 or with a budget 2026-2028."""
    if act.kind not in ("determina_affidamento_diretto", "decisione_di_contrarre"):
        return
    budgets = [int(each["first"]) for each in scan(BUDGET, act.text)]
    first = max(act.day.year if act.made else 0, min(budgets, default=0))
    for match in scan(EXERCISE, act.text):
        one, other = act.flat.sentence(match.start(), match.end())
        said = act.text[max(one, match.start() - 200) : min(other, match.end() + 60)]
        if int(match["year"]) >= first or not CHARGED.search(said) or OF_THE_PAST.search(said):
            continue
        message = f"L'esercizio {match['year']} è chiuso: il primo in cui si può impegnare è il {first}."
        yield Found(match.start(), match.end(), message, "Indicare l'esercizio in cui l'obbligazione scade.")


def _out_of_plan(act: Act) -> Iterator[Found]:
    """«nel programma triennale 2026-2028, con avvio nell'annualità 2029»."""
    for match in scan(PLAN, act.text):
        if not int(match["first"]) <= int(match["year"]) <= int(match["last"]):
            message = f"Il {match['year']} è fuori dal programma {match['first']}-{match['last']}."
            yield Found(match.start("year"), match.end("year"), message, "Correggere l'annualità.")


TERM = re.compile(
    r"\b(?:entro|va\s+\w+|dev\w+|dovr\w+|sarà|saranno|ultimat\w+|termine|scadenza)\b[^.;\n\d]{0,60}?\b(?:il|l'|al|del)\s*(?:\w+dì\s+)?$",
    re.IGNORECASE,
)
A_YEAR, SEASON = 365, 100


def _old_year(act: Act) -> Iterator[Found]:
    """«va ultimato entro il 26 novembre 2025» among days of 2026: the year of the edition before."""
    days = [each for each in moments(act) if each.sure and each.role not in ("norma", "durc")]
    if act.made or len(days) < FEWEST_DAYS:
        return
    for day in days:
        others = [each.value for each in days if each is not day]
        next_year = day.value + timedelta(days=A_YEAR)
        near = (next_year - max(others)).days <= SEASON and (min(others) - next_year).days <= SEASON
        lead = act.text[max(0, day.start - 90) : day.start]
        if near and (min(others) - day.value).days > SEASON and TERM.search(lead):
            message = (
                f"Il termine ({shown(day.value)}) è di un anno prima di tutti gli altri giorni indicati."
            )
            yield Found(day.start, day.end, message, "Correggere l'anno.")


CHRONOLOGY = (
    counted("gia_avvenuto", WHY, _finished),
    counted("validita_finita", WHY, _still_valid),
    counted("successione", WHY, _succession),
    counted("giorni_passati", WHY, _delays),
    counted("anno_vecchio", WHY, _old_year),
    counted("annualita_programma", WHY, _out_of_plan),
    replace(
        counted("esercizio_chiuso", WHY_YEAR, _closed_year, article="art. 183 D.Lgs. 267/2000"),
        confidence="media",
        source="art. 183 D.Lgs. 267/2000, da verificare",
    ),
)
