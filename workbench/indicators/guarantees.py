"""What the installation promises, told from its settings, its rules and its logs; it changes with them."""

import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from workbench.italian import moment, plural
from workbench.jobs import Person
from workbench.publication import THRESHOLDS, accesses, releases
from workbench.retention import Swept, sweep
from workbench.settings import settings
from workbench.store import STORES

CONTENTS = {
    "accounts": "Chi conduce e chi ricerca: nome, ruolo, impronta della password",
    "rooms": "Aule: soprannomi, presenze e richieste ai modelli; nessun nome",
    "answers": "Risposte: sotto una sigla casuale; nessun nome e nessun soprannome",
    "attendance": "Attestati: nome, modulo, minuti arrotondati, giorno; nessuna risposta e nessun punteggio",
    "measures": "Misure: punteggi sotto lo pseudonimo di una tessera, pubblicazioni, accessi, indicatori",
    "tenders": "Gare: casi della procedura guidata, affidamenti portati da un elenco, esiti dei rilievi",
}
"""store -> what it holds"""
STARTS = {
    "attestati": "dal rilascio",
    "documenti portati agli strumenti": "dall'ultima modifica",
    "motivi delle decisioni sui rilievi": "dalla decisione",
    "elenchi di affidamenti passati": "dall'importazione",
}
"""what is kept -> from when its days are counted, where it is not the end of a room"""
ROLE = re.compile(r"\(([^()]*)\)$")
LATEST = 30
FRESH_SECONDS = 900
SHOWN_REFUSALS = 10


@dataclass(frozen=True)
class Section:
    """A heading and its lines, plain Italian text: the page that shows them decides how."""

    title: str
    lines: tuple[str, ...]


def looker(person: Person) -> str:
    """How the register of accesses writes who looked; the page of guarantees then tells the role alone."""
    return f"{person.name} ({person.role})"


def guarantees() -> tuple[Section, ...]:
    """What is kept and for how long, who sees what, above which thresholds, who looked, what was refused.

    Public: no name of an account, no figure that was refused.
    """
    return (
        Section("Che cosa si conserva, e dove", tuple(_places())),
        Section("Per quanto tempo", tuple(_times())),
        Section("Chi vede che cosa", VIEWERS),
        Section("Sotto quante persone non si pubblica", tuple(_thresholds())),
        Section("Chi ha guardato quali dati aggregati", tuple(_looks())),
        Section("Che cosa è stato pubblicato e che cosa rifiutato", tuple(_releases())),
        Section("Che cosa non si fa mai", NEVER),
    )


VIEWERS = (
    "Chi partecipa: i propri dati, con il solo codice di rientro; può leggerli, portarli via e cancellarli.",
    "Chi conduce: la propria aula, in forma aggregata, e i testi anonimi prima che escano sul tabellone.",
    "Chi ricerca: le aule, in sola lettura, e i punteggi sotto pseudonimo; mai un nome.",
    "Il Comune: soltanto dati aggregati, sopra le soglie scritte qui sotto.",
    "Chi amministra: come chi conduce e chi ricerca, e in più le impostazioni.",
)
NEVER = (
    "Nessuna classifica e nessuna scheda di singole persone.",
    "Nessun collegamento tra i nomi e le risposte: sono archivi separati, senza una chiave comune.",
    "Nessun indirizzo di rete nei registri degli accessi.",
    "I punteggi non servono a valutare né a pagare il lavoro di nessuno.",
    "Nessuna deduzione di emozioni dai testi, dalla voce o dal volto.",
    "Negli indicatori e in MLflow entrano soltanto aggregati; cancellare i propri dati non cambia ciò che è "
    "già stato pubblicato, perché lì dentro nessuno si può più distinguere.",
)


def _places() -> Iterable[str]:
    yield f"{len(STORES)} archivi separati, senza chiavi in comune tra nomi e risposte:"
    for store in STORES:
        yield f"{CONTENTS[store]} (archivio «{store}»)."
    found = settings()
    kind = "un server PostgreSQL" if found.database_url else "questo computer, un file per archivio"
    yield f"Gli archivi stanno su {kind}; le chiavi segrete stanno fuori dagli archivi."
    if not found.allow_network:
        yield "Nulla esce da questo computer: la rete verso l'esterno è spenta."


def _times() -> Iterable[str]:
    for each in _swept(str(settings().var), int(time.time() / FRESH_SECONDS)):
        days = plural(each.days, "giorno", "giorni")
        waiting = f" Ora in attesa di cancellazione: {each.count}." if each.count else ""
        start = STARTS.get(each.what, "dalla fine dell'aula")
        yield f"{each.what.capitalize()}: {days} {start}.{waiting}"
    if settings().attendance_days is None:
        yield "Attestati: secondo il piano di conservazione dell'ente."
    yield (
        "Risposte senza testi e punteggi sotto pseudonimo: fino alla fine del progetto; chi ha il codice di "
        "rientro o la tessera li cancella prima, da sé."
    )


@lru_cache(maxsize=1)
def _swept(_var: str, _moment: int) -> list[Swept]:
    """Counting holds the stores for an instant: a public page must not make a room in progress wait."""
    return sweep(dry_run=True)


def _thresholds() -> Iterable[str]:
    for topic, people in THRESHOLDS.items():
        yield f"{topic.capitalize()}: da {plural(people, 'persona', 'persone')} in su."
    yield (
        "Si nasconde anche una seconda casella quando con una sottrazione si risalirebbe alla prima, e si "
        "rifiuta una tabella che, insieme con una precedente, farebbe riconoscere poche persone."
    )


def _looks() -> Iterable[str]:
    """By role and day: the names of accounts stay in the register."""
    days = Counter((each.at[:10], _role(each.who), each.what) for each in accesses())
    shown = sorted(days.items(), reverse=True)[:LATEST]
    for (day, role, what), times in shown:
        yield f"{day}, {role}: {what} ({plural(times, 'volta', 'volte')})."
    if not shown:
        yield "Nessuno, finora."


def _role(who: str) -> str:
    found = ROLE.search(who)
    return found[1] if found else "una persona dell'installazione"


def _releases() -> Iterable[str]:
    under = [each for each in releases() if not each.table.visible()]
    refused = sorted((*releases(refused=True), *under), key=lambda each: each.at, reverse=True)
    published = [each for each in releases() if each.table.visible()]
    yield f"Pubblicazioni: {len(published)}. Rifiuti: {len(refused)}."
    for each in refused[:SHOWN_REFUSALS]:
        yield f"{moment(each.at)}: rifiutata «{each.table.title}»: avrebbe fatto riconoscere poche persone."
