"""Rules about times, places and names that no fixed label announces, and about how one reaches the municipality."""

from apps.municipal.tenders.rules.contradictions import (
    addresses,
    agreements,
    answers,
    burdens,
    clocks,
    contacts,
    lapses,
    materials,
    moments,
    people,
    procedures,
    references,
    sites,
    staff,
)
from apps.municipal.tenders.rules.contradictions.alignment import aligned, values_of
from apps.municipal.tenders.rules.contradictions.comparing import Subject, contradiction
from apps.municipal.tenders.rules.rule import Rule
from workbench.italian import slug


def _title(role: str) -> str:
    return role[0].upper() + role[1:]


PLACES_AND_TIMES: tuple[Rule, ...] = (
    aligned("tempi", "Tempo", lapses.lapses, lapses.as_long, known=lapses.lasting),
    aligned("oneri", "A carico di", burdens.burdens),
    aligned("parti_subappaltabili", "Subappalto", burdens.subcontracted),
    aligned("cadenza", "Cadenza", lapses.rhythms, lapses.as_often),
    aligned("orario", "Orario", clocks.clocks),
    aligned("oggetto", "Luogo", addresses.places, addresses.same_place, values_of(addresses.places)),
    aligned("organico", "Organico", staff.staff, known=values_of(staff.staff)),
    contradiction("personale_uscente", Subject("Personale del gestore uscente", staff.taken_over)),
    contradiction("indirizzo", Subject("Numero civico", addresses.numbers)),
    contradiction("recapiti", Subject("Recapito", contacts.mails)),
    contradiction("codice_univoco", Subject("Codice dell'ufficio per le fatture", contacts.offices)),
    contradiction("capitolo", Subject("Capitolo di bilancio", contacts.chapters, contacts.same_chapter)),
    contradiction("classe_veicoli", Subject("Classe ambientale dei veicoli", materials.emissions)),
    contradiction("telefono", Subject("Telefono", contacts.phones)),
    aligned("giorno", "Giorno", moments.moments, known=values_of(moments.moments)),
    aligned("mesi", "Mesi", moments.seasons),
    aligned("giorni", "Giorni della settimana", moments.weekdays),
    aligned("edificio", "Edificio", sites.buildings, sites.same_name, values_of(sites.buildings)),
    aligned("materiale", "Materiale", materials.materials, known=values_of(materials.materials)),
    aligned("colore", "Colore", materials.colours, known=values_of(materials.colours)),
    contradiction(
        "luogo_consegna",
        Subject("Luogo", addresses.deliveries, addresses.delivered_alike),
    ),
    contradiction(
        "luogo_seduta", Subject("Luogo della seduta", addresses.sessions, addresses.delivered_alike)
    ),
    aligned("livello", "Livello di inquadramento", staff.levels, known=values_of(staff.levels)),
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
