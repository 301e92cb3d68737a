"""Rules about times, places and names that no fixed label announces, and about how one reaches the municipality."""

from apps.municipal.tenders.rules.contradictions import (
    addresses,
    agreements,
    answers,
    burdens,
    clocks,
    contacts,
    lapses,
    moments,
    people,
    procedures,
    references,
    sites,
)
from apps.municipal.tenders.rules.contradictions.alignment import aligned
from apps.municipal.tenders.rules.contradictions.comparing import Subject, contradiction
from apps.municipal.tenders.rules.rule import Rule
from workbench.italian import slug


def _title(role: str) -> str:
    return role[0].upper() + role[1:]


PLACES_AND_TIMES: tuple[Rule, ...] = (
    aligned("tempi", "Tempo", lapses.lapses, lapses.as_long),
    aligned("oneri", "A carico di", burdens.burdens),
    aligned("parti_subappaltabili", "Subappalto", burdens.subcontracted),
    aligned("cadenza", "Cadenza", lapses.rhythms, lapses.as_often),
    aligned("orario", "Orario", clocks.clocks),
    aligned("oggetto", "Luogo", addresses.places, addresses.same_place, alone=True),
    contradiction("indirizzo", Subject("Numero civico", addresses.numbers)),
    contradiction("recapiti", Subject("Recapito", contacts.mails)),
    contradiction("telefono", Subject("Telefono", contacts.phones)),
    aligned("giorno", "Giorno", moments.moments, alone=True),
    aligned("mesi", "Mesi", moments.seasons),
    aligned("giorni", "Giorni della settimana", moments.weekdays),
    aligned("edificio", "Edificio", sites.buildings, sites.same_name, alone=True),
    contradiction("affidatario", Subject("Affidatario", sites.chosen_firms, people.same_person)),
    contradiction(
        "deliberazione",
        Subject("Estremi della deliberazione", references.deliberations, references.same_document),
    ),
    contradiction("numero_atto", Subject("Numero dell'atto", references.numbers)),
    contradiction("codice_ccnl", Subject("Codice del contratto collettivo", agreements.codes)),
    contradiction("ccnl", Subject("Contratto collettivo", agreements.variants)),
    contradiction("lettera", Subject("Lettera dell'art. 50", procedures.letters)),
    contradiction("commissione", Subject("Componenti della commissione", procedures.members)),
    contradiction(
        "regola", Subject("Condizione", answers.answers("contratto collettivo equivalente", "lingua"))
    ),
    contradiction("firma", Subject("Chi firma", people.signers, people.same_person)),
    *(
        contradiction(
            slug(role).replace("-", "_"), Subject(_title(role), people.person(role), people.same_person)
        )
        for role in people.MORE
    ),
)
