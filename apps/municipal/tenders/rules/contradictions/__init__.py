"""`confronto`: what the documents of one procedure state in different ways."""

from apps.municipal.tenders.rules.contradictions import (
    agreements,
    choices,
    codes,
    counts,
    courts,
    dates,
    envelopes,
    listing,
    money,
    people,
    permissions,
    places,
    prices,
    references,
    requested,
    revisions,
    shares,
    stages,
    supplied,
    times,
    works,
)
from apps.municipal.tenders.rules.contradictions.comparing import Subject, contradiction, rule_of
from apps.municipal.tenders.rules.contradictions.pairing import comparison_of
from apps.municipal.tenders.rules.contradictions.placing import PLACES_AND_TIMES
from apps.municipal.tenders.rules.contradictions.settling import told_once
from apps.municipal.tenders.rules.contradictions.statement import one_within_the_other
from apps.municipal.tenders.rules.contradictions.topics import TOPICS
from apps.municipal.tenders.rules.rule import Rule

AMOUNTS: tuple[Rule, ...] = (
    contradiction("importo", Subject("Importo a base", money.base, money.same_amount)),
    contradiction(
        "ribassabile", Subject("Importo soggetto a ribasso", money.of_role("ribassabile"), money.equal_amount)
    ),
    contradiction("sicurezza", Subject("Oneri della sicurezza", prices.safety, prices.as_safe)),
    contradiction("manodopera", Subject("Costo della manodopera", money.labour_costs, money.equal_amount)),
    contradiction("valore_globale", Subject("Valore con le opzioni", money.whole_value, money.same_amount)),
    contradiction("opzioni", Subject("Importo", money.options, money.equal_amount)),
    contradiction("offerta", Subject("Importo affidato", money.offers, money.same_amount)),
    contradiction("bollo", Subject("Imposta di bollo", money.stamps, money.equal_amount)),
    contradiction("prezzo_unitario", Subject("Prezzo unitario", prices.unit_prices, money.equal_amount)),
    contradiction("lavori", Subject("Importo", stages.works, money.equal_amount)),
    contradiction("acconti", Subject("Importo degli acconti", stages.stages, money.equal_amount)),
    contradiction("totale", Subject("Importo totale", prices.totals, money.equal_amount)),
    contradiction("importo_lotto", Subject("Importo", stages.lots, money.same_amount)),
    contradiction("massimali", Subject("Massimale", money.policies, money.equal_amount)),
    contradiction("soglia_europea", Subject("Soglia europea", money.thresholds)),
    contradiction("requisiti", Subject("Requisito", requested.requirements, money.equal_amount)),
)
IDENTITIES: tuple[Rule, ...] = (
    contradiction("cig", Subject("CIG", codes.codes("cig"), one_within_the_other)),
    contradiction("cup", Subject("CUP", codes.codes("cup"), one_within_the_other)),
    contradiction("cpv", Subject("CPV", codes.main_cpv, one_within_the_other)),
    contradiction("cui", Subject("CUI", codes.plans)),
    contradiction("iban", Subject("IBAN", codes.codes("iban"))),
    contradiction("codice_fiscale", Subject("Codice fiscale del Comune", codes.tax_codes)),
    contradiction(
        "rup", Subject("RUP", people.person("rup"), people.same_person), article="art. 15 D.Lgs. 36/2023"
    ),
    contradiction(
        "direttore_esecuzione",
        Subject("Direttore dell'esecuzione", people.person("direttore dell'esecuzione"), people.same_person),
    ),
    contradiction(
        "direttore_lavori",
        Subject("Direttore dei lavori", people.person("direttore dei lavori"), people.same_person),
    ),
    contradiction("anno", Subject("Anno", places.years)),
    contradiction("estremi", Subject("Estremi dell'atto", references.calls, references.same_document)),
)
TIMES: tuple[Rule, ...] = (
    contradiction("durata", Subject("Durata", times.durations, times.as_long)),
    contradiction("inizio", Subject("Inizio del contratto", dates.starts)),
    contradiction("fine", Subject("Fine del contratto", dates.ends, times.end_alike)),
    contradiction("rinnovo", Subject("Rinnovo", times.renewals, times.as_long)),
    contradiction("proroga", Subject("Proroga", times.extensions, times.as_long)),
    contradiction("termini", Subject("Termine", times.terms, times.as_long)),
    contradiction("scadenza", Subject("Termine", dates.deadlines)),
    contradiction("ora", Subject("Ora del termine", dates.hours)),
)
CONDITIONS: tuple[Rule, ...] = (
    contradiction("garanzia", Subject("Garanzia", shares.guarantees, shares.guaranteed_alike)),
    contradiction(
        "revisione_prezzi",
        Subject("Revisione dei prezzi", revisions.revisions, revisions.revised_alike),
        article="art. 60 D.Lgs. 36/2023",
    ),
    contradiction("quota_opzione", Subject("Opzione", shares.options)),
    contradiction("inizio_revisione", Subject("Anno da cui si rivedono i prezzi", revisions.first_years)),
    contradiction("indice", Subject("Indice della revisione", choices.indices)),
    contradiction("penali", Subject("Penale", shares.penalties)),
    contradiction("anticipazione", Subject("Anticipazione", shares.advances, shares.guaranteed_alike)),
    contradiction("subappalto", Subject("Subappalto", shares.subcontracts)),
    contradiction("iva", Subject("Aliquota IVA", shares.taxes)),
    contradiction("variazioni", Subject("Variazione delle prestazioni", shares.changes)),
    contradiction("ritenuta", Subject("Ritenuta sui pagamenti", shares.withheld)),
    contradiction("quota_manodopera", Subject("Quota della manodopera", shares.labour)),
)
CHOICES: tuple[Rule, ...] = (
    contradiction("piattaforma", Subject("Piattaforma", choices.platforms)),
    contradiction("criterio", Subject("Criterio di aggiudicazione", choices.criteria)),
    contradiction("contratto_collettivo", Subject("Contratto collettivo", agreements.sectors)),
    contradiction("forma_contratto", Subject("Forma del contratto", choices.forms)),
    contradiction("procedura", Subject("Procedura", choices.procedures)),
    contradiction("interferenze", Subject("DUVRI", choices.risks)),
    contradiction("fatturazione", Subject("Fatture", choices.invoices)),
    contradiction("corpo_o_misura", Subject("Corrispettivo", choices.payments)),
    contradiction("formula", Subject("Formula per il prezzo", choices.formulas)),
    contradiction("foro", Subject("Giudice", courts.courts)),
    contradiction("sopralluogo", Subject("Sopralluogo", permissions.inspections)),
    contradiction("condizioni", Subject("Condizione", permissions.permissions)),
)
COUNTS: tuple[Rule, ...] = (
    contradiction("lotti", Subject("Lotti", counts.lots)),
    contradiction(
        "lotti_aggiudicabili", Subject("Lotti aggiudicabili a uno stesso concorrente", counts.lots_to_win)
    ),
    contradiction("rate", Subject("Numero delle rate", counts.instalments)),
    contradiction("inadempienze", Subject("Inadempienze che risolvono il contratto", counts.breaches)),
    contradiction("anni_delle_esperienze", Subject("Anni delle esperienze richieste", requested.lately)),
    contradiction("operatori", Subject("Operatori invitati", counts.operators, counts.as_many)),
    contradiction("punteggi", Subject("Punteggio", counts.points)),
    contradiction("sbarramento", Subject("Soglia di sbarramento", requested.marks)),
    contradiction("esperienze", Subject("Contratti analoghi", requested.experiences)),
    contradiction(
        "certificazioni", Subject("Certificazioni", requested.certifications, one_within_the_other)
    ),
    contradiction("classifica", Subject("Classifica dei lavori", works.classes)),
    contradiction("categoria", Subject("Categoria dei lavori", works.categories)),
    contradiction("pezzi", Subject("Numero dei pezzi", supplied.pieces, supplied.as_many_pieces)),
    contradiction("decimali", Subject("Cifre decimali", envelopes.decimals)),
    contradiction("buste", Subject("Numero delle buste", envelopes.envelopes, envelopes.as_many_envelopes)),
    contradiction("metodo_anomalia", Subject("Metodo per le offerte anomale", envelopes.methods)),
    contradiction(
        "decreto_cam",
        Subject("Decreto dei criteri ambientali minimi", envelopes.decrees, envelopes.one_decree),
    ),
)
FIGURES: tuple[Rule, ...] = (
    *(rule_of(name, comparison_of(topic)) for name, topic in TOPICS.items()),
    rule_of("somma_parti", listing.compare),
    rule_of("somma_lotti", stages.compare_lots),
)
CONTRADICTIONS: tuple[Rule, ...] = told_once(
    (*AMOUNTS, *IDENTITIES, *TIMES, *CONDITIONS, *CHOICES, *COUNTS, *FIGURES, *PLACES_AND_TIMES)
)

__all__ = ["CONTRADICTIONS"]
