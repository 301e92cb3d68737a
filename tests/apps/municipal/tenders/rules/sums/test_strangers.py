"""Days, durations, counts and scores as a stranger writes them: the wrong passage is told, its right twin is left in peace."""

import time

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums import SUMS
from apps.municipal.tenders.rules.sums.calendar import CALENDAR
from apps.municipal.tenders.rules.sums.enumerations import ENUMERATIONS
from apps.municipal.tenders.rules.sums.lasting import LASTING
from apps.municipal.tenders.rules.sums.milestones import MILESTONES
from apps.municipal.tenders.rules.sums.multiples import MULTIPLES
from apps.municipal.tenders.rules.sums.scoring import SCORING
from apps.municipal.tenders.rules.sums.spans import SPANS
from apps.municipal.tenders.rules.sums.tallies import TALLIES
from apps.municipal.tenders.rules.sums.units import UNITS
from workbench.documents import read_text

HEADS: dict[str, str] = {
    "lettera_invito": "Comune di Erba\nProt. 4411 del 4 maggio 2026\nOggetto: invito alla procedura negoziata per il servizio di trasporto dei pasti.\n\n",
    "determina_affidamento_diretto": "Comune di Erba\nDeterminazione n. 88 del 4 maggio 2026\nOggetto: affidamento diretto del servizio di trasporto dei pasti.\n\n",
    "capitolato": "Comune di Erba\nCapitolato speciale per il servizio di trasporto dei pasti\n\n",
    "avviso": "Comune di Erba\nAVVISO di indagine di mercato\nPubblicato il 4 maggio 2026\n\n",
    "disciplinare": "Comune di Erba\nDISCIPLINARE DI GARA\nErba, 4 maggio 2026\n\n",
    "decisione_di_contrarre": "Comune di Erba\nDecisione di contrarre n. 12 del 4 maggio 2026\n\n",
}
WRONG: list[tuple[Kind, str, str]] = [
    ("capitolato", "durata", "L'appalto ha durata triennale, con avvio il 1° luglio 2026 e scadenza il 30 giugno 2028: tre anni esatti."),
    ("lettera_invito", "giorno_settimana", "L'offerta è ricevuta entro le ore 18:00 di martedì 27 maggio 2026 sulla piattaforma."),
    ("lettera_invito", "termini_gara", "I plichi telematici devono essere inviati entro il 22 maggio 2026. Eventuali delucidazioni si domandano non oltre il giorno 25 maggio 2026."),
    ("lettera_invito", "termini_gara", "Le offerte vanno caricate entro il 22 maggio 2026, ore 12. La commissione si riunirà in seduta pubblica il 21 maggio 2026 per aprire le buste."),
    ("determina_affidamento_diretto", "ordine_date", "Richiamata la deliberazione della Giunta comunale n. 61 dell'11 maggio 2026, che ha approvato il progetto;"),
    ("capitolato", "durata_ripetuta", "La ditta interviene entro 48 ore (un giorno) dalla chiamata."),
    ("capitolato", "durata_ripetuta", "Il contratto ha la durata di diciotto mesi (due anni) dalla stipula."),
    ("capitolato", "elenco", "Il servizio è reso in quattro plessi:\n- primaria Rodari;\n- primaria Manzoni;\n- infanzia Collodi.\n\nGli orari sono in allegato."),
    ("lettera_invito", "elenco", "La documentazione si compone di tre buste: A) amministrativa; B) tecnica; C) economica; D) giustificativi."),
    ("capitolato", "elenco", "Sono richiesti cinque automezzi: due furgoni coibentati, un'auto elettrica e un camion frigorifero."),
    ("lettera_invito", "minimo_massimo", "Saranno invitati da un minimo di 10 a un massimo di 8 operatori."),
    ("lettera_invito", "punteggi_coppia", "Il punteggio è così diviso: 80 punti all'offerta tecnica, 25 all'offerta economica."),
    ("lettera_invito", "punteggi_criteri", "Criteri di valutazione e punti:\n1. Piano dei trasporti ........ 30\n2. Mezzi a basse emissioni .... 25\n3. Migliorie .................. 20\nTotale qualità ................ 70\nPrezzo ........................ 30"),
    ("lettera_invito", "punteggi_criteri", "Punteggi\nA | Organizzazione | 40\nA.1 | giri e orari | 20\nA.2 | personale di riserva | 15\nB | Mezzi | 30\nTotale offerta tecnica | 70\nOfferta economica | 30\nTotale | 100"),
    ("capitolato", "quantita", "Ogni autista segue 6 ore di corso all'anno; i nove autisti totalizzano dunque 64 ore."),
    ("capitolato", "quantita", "Le consegne sono 3 al giorno per 180 giorni, cioè 520 consegne annue."),
    ("capitolato", "somma_colonna", "Pasti giornalieri:\nNido            40\nInfanzia       120\nPrimaria       310\nTotale         480"),
    ("determina_affidamento_diretto", "anni_bilancio", "Visto il bilancio di previsione 2026-2029, approvato a dicembre;"),
    ("lettera_invito", "elenco_fra_parentesi", "Requisiti: fatturato degli ultimi tre esercizi (2023 e 2024) non inferiore a 50.000,00 euro."),
    ("lettera_invito", "termine_contato", "L'offerta resta valida 180 giorni dalla scadenza del termine, ossia fino al 31 dicembre 2026. Termine per le offerte: entro il 22 maggio 2026."),
    ("determina_affidamento_diretto", "durc_scaduto", "Dato atto che il DURC, protocollo INPS 1234, rilasciato il 20 dicembre 2025 e valido 120 giorni, risulta regolare;"),
    ("capitolato", "durata", "Il servizio decorre dal 1° settembre 2026 e termina il 31 agosto 2025."),
    ("capitolato", "numero_lotti", "Gara in tre lotti.\nLotto 1: pasti scolastici.\nLotto 2: pasti a domicilio.\nLotto 3: centri estivi.\nChi vince può avere tutti e quattro i lotti."),
    ("capitolato", "orario_settimana", "Il centro cottura apre dal lunedì al venerdì dalle 7.00 alle 15.00 e il sabato dalle 7.00 alle 12.00, per 48 ore settimanali."),
    ("capitolato", "rate", "Il canone dei due anni si versa in dieci rate trimestrali."),
    ("lettera_invito", "soglia_quota", "Superano la soglia le offerte con almeno 42 punti, cioè il 70 per cento dei 70 punti tecnici."),
    ("avviso", "durata", "Le candidature si inoltrano dal 5 maggio al 19 maggio 2026, per un periodo di venti giorni."),
    ("avviso", "durata", "L'avviso rimane all'albo per 15 giorni consecutivi e precisamente dal 04/05/2026 al 25/05/2026."),
    ("disciplinare", "termini_gara", "Le offerte devono pervenire entro le ore 12.00 del giorno 10/06/2026 (mercoledì). Il sopralluogo, da prenotare, va svolto entro il 12/06/2026."),
    ("disciplinare", "termini_gara", "Scadenza presentazione offerte | 10/06/2026\nTermine richieste chiarimenti | 15/06/2026\nPrima seduta pubblica | 11/06/2026"),
    ("decisione_di_contrarre", "durata", "Il cronoprogramma: consegna lavori 1° luglio 2026, fine lavori 28 settembre 2026, per complessivi giorni 120."),
    ("capitolato", "durata_etichette", "Durata: 24 mesi. Inizio: 01/09/2026. Termine: 31/08/2027."),
    ("capitolato", "durata", "Il periodo contrattuale è di anni cinque (01/01/2027 - 31/12/2030)."),
    ("capitolato", "durata_ripetuta", "La fornitura è eseguita entro 60 giorni (tre mesi) dall'ordine."),
    ("capitolato", "quantita", "Il custode assicura la presenza per sei ore al giorno, cinque giorni alla settimana, quindi 35 ore settimanali."),
    ("capitolato", "quantita", "Gli interventi programmati sono 4 all'anno per ciascuna delle 12 caldaie, per un totale di 46 interventi."),
    ("disciplinare", "elenco", "La commissione è composta da cinque commissari: un presidente, due tecnici e un amministrativo."),
    ("capitolato", "elenco", "Sono tre le tipologie di rifiuto raccolte: carta, vetro, plastica e umido."),
    ("disciplinare", "elenco", "Il concorrente allega i seguenti quattro documenti:\na) domanda;\nb) DGUE;\nc) PassOE."),
    ("disciplinare", "punteggi_cento", "Offerta tecnica: massimo 75 punti\nOfferta economica: massimo 20 punti\nTotale: 100 punti"),
    ("disciplinare", "punteggi_criteri", "Criteri, punti massimi:\na) progetto gestionale: 35 punti\n   a.1) organizzazione: 20 punti\n   a.2) controllo: 10 punti\nb) personale: 25 punti\nc) migliorie: 10 punti\nTotale offerta tecnica: 70 punti"),
    ("disciplinare", "soglia_quota", "La soglia di sbarramento è fissata in 75 punti. L'offerta tecnica vale fino a 70 punti, quella economica 30."),
    ("decisione_di_contrarre", "anni_periodo", "Visto il programma biennale 2026-2028 e il DUP 2026-2028;"),
    ("decisione_di_contrarre", "ordine_date", "Vista la nota del Settore Ambiente prot. 5512 del 12/05/2026;"),
    ("decisione_di_contrarre", "ordine_date", "Dato atto che il progetto è stato validato il 9 giugno 2026;"),
    ("determina_affidamento_diretto", "durc_scaduto", "Dato atto che il DURC online risulta regolare con validità fino al 30 aprile 2026;"),
    ("disciplinare", "elenco", "Il lotto è unico. La gara è suddivisa in due lotti: lotto 1 arredi; lotto 2 lampade; lotto 3 tende."),
    ("capitolato", "misura_ripetuta", "Superficie complessiva di 3,5 ettari (3.500 mq) di prato."),
    ("capitolato", "minimo_massimo", "La penale va da un minimo di 100 euro a un massimo di 50 euro per ciascun episodio."),
    ("lettera_invito", "giorno_settimana", "Scade lunedì 31 maggio 2026 il termine per le offerte, caricate entro le ore 12."),
    ("avviso", "anno_scolastico", "Anno scolastico 2026/2028: il servizio comincia il 7 settembre."),
    ("capitolato", "somma_elenco", "Utenti iscritti: nido 25, infanzia 80, primaria 140, in totale 255."),
    ("avviso", "termini_gara", "Gli operatori possono manifestare interesse fino alle ore 12 del 26 maggio 2026. La visita ai locali si prenota e si fa entro il 28 maggio 2026."),
    ("lettera_invito", "termini_gara", "I preventivi scadono il 20 maggio 2026. La RUP apre le offerte in seduta riservata il giorno 19 maggio 2026."),
    ("disciplinare", "termine_contato", "Le richieste di chiarimento sono ammesse fino a 8 giorni prima del termine per le offerte, quindi entro il 4 giugno 2026. Le offerte vanno presentate entro il 10 giugno 2026."),
    ("lettera_invito", "termine_contato", "Chi è invitato ha trenta giorni, a contare dalla data della presente, per presentare l'offerta: il termine scade il 20 maggio 2026."),
    ("decisione_di_contrarre", "durata", "Il servizio avrà inizio il 15 settembre 2026 e si concluderà il 14 settembre 2028, per una durata di dodici mesi."),
    ("capitolato", "durata", "L'affidamento copre un biennio: dal 1/1/2027 al 31/12/2029."),
    ("capitolato", "durata", "Tempo utile per ultimare i lavori: giorni 90. Consegna il 1° giugno 2026, ultimazione prevista il 15 ottobre 2026."),
    ("capitolato", "durata_ripetuta", "La pausa è di un'ora e mezza (60 minuti)."),
    ("capitolato", "durata_ripetuta", "L'assistenza dura un triennio, ossia 30 mesi."),
    ("capitolato", "misura_ripetuta", "Il fornitore consegna 2 tonnellate, pari a 200 kg, di sale."),
    ("capitolato", "elenco", "La manutenzione è su tre livelli: ordinaria, programmata, urgente e straordinaria."),
    ("disciplinare", "elenco", "La busta tecnica contiene due elaborati:\n1) relazione;\n2) cronoprogramma;\n3) schede dei mezzi."),
    ("capitolato", "elenco", "Sono previsti sei turni: tre diurni e due notturni."),
    ("decisione_di_contrarre", "numero_lotti", "L'appalto si divide in quattro lotti funzionali.\n\n| Lotto | Oggetto |\n| 1 | nord |\n| 2 | sud |\n| 3 | centro |\n"),
    ("disciplinare", "punteggi_coppia", "Punteggio massimo: qualità 75, prezzo 30."),
    ("disciplinare", "punteggi_cento", "All'offerta tecnica sono attribuiti massimo 80 punti; all'offerta economica massimo 25 punti."),
    ("disciplinare", "punteggi_voci", "I punti tecnici sono 70, così ripartiti: organizzazione 30, mezzi 25, migliorie 20. All'offerta economica vanno 30 punti."),
    ("disciplinare", "punteggi_voci", "Criterio B. Formazione - 20 punti, di cui: B.1 corsi 12; B.2 tutor 10."),
    ("capitolato", "quantita", "Il personale: 5 operai per 36 ore alla settimana, in totale 190 ore settimanali."),
    ("capitolato", "quantita", "Ogni scuola riceve 3 consegne al mese; le scuole sono 14 e le consegne mensili sono dunque 44."),
    ("capitolato", "somma_elenco", "Automezzi: 4 furgoni, 3 autovetture e 2 autocarri, in tutto 10 veicoli."),
    ("determina_affidamento_diretto", "ordine_date", "Visto il decreto del Sindaco n. 9 del 6 maggio 2026 di nomina del responsabile;"),
    ("determina_affidamento_diretto", "ordine_date", "Acquisito il preventivo prot. 4388 del 7 maggio 2026, ritenuto congruo;"),
    ("determina_affidamento_diretto", "durc_scaduto", "Il DURC è stato rilasciato il 02/01/2026 con scadenza al 02/05/2026."),
    ("disciplinare", "anni_periodo", "Requisito: servizi analoghi nel triennio 2022-2025 per almeno 100.000 euro."),
    ("lettera_invito", "minimo_massimo", "Possono essere offerti non meno di 12 e non più di 10 mezzi."),
    ("lettera_invito", "giorno_settimana", "L'offerta va inviata entro giovedi 20 maggio 2026."),
    ("lettera_invito", "ordine_date", "L'offerta, firmata digitalmente, va trasmessa per il tramite della piattaforma al più tardi il 18 maggio 2026, ore 13. Eventuali quesiti: sino al 21 maggio 2026."),
    ("capitolato", "anni_periodo", "Il canone copre l'intero quinquennio 2026-2029."),
    ("capitolato", "elenco_fra_parentesi", "Sono affidati la pulizia di tre palestre (via Volta, via Diaz, via Carducci e via Leopardi) e lo spazzamento dei cortili."),
    ("disciplinare", "punteggi_cento", "Il punteggio tecnico, massimo 75 punti, si somma a quello economico, massimo 30 punti."),
    ("disciplinare", "punteggi_criteri", "| Criterio | Peso |\n|---|---|\n| Metodo | 35 |\n| Gruppo di lavoro | 25 |\n| Migliorie | 15 |\n| Prezzo | 30 |\n| Totale | 100 |"),
    ("capitolato", "quantita", "Ogni squadra lavora 7 ore al giorno per 6 giorni, cioè 40 ore a settimana."),
    ("capitolato", "orario_settimana", "Il deposito va tenuto aperto dalle ore 8.00 alle ore 14.00, dal lunedì al sabato, per complessive 40 ore settimanali."),
    ("decisione_di_contrarre", "ordine_date", "con deliberazione di Consiglio comunale n. 30 in data 8 maggio 2026 è stato approvato il bilancio;"),
    ("capitolato", "durata", "Il contratto, di durata quadriennale, decorre dal 01.07.2026 e scade il 30.06.2029."),
    ("capitolato", "durata_ripetuta", "Il tempo di ripristino è di un giorno (36 ore)."),
    ("capitolato", "somma_elenco", "Vanno sostituiti 3 serramenti al piano terra, 5 al primo e 6 al secondo: in totale 15 serramenti."),
    ("lettera_invito", "termine_fino_a", "La presente scade dopo 10 giorni, vale a dire il 20 maggio 2026."),
    ("disciplinare", "elenco", "Verranno valutati tre sottocriteri:\n  i) qualità dei mezzi;\n  ii) tempi di consegna;\n  iii) rapporti con l'utenza;\n  iv) formazione."),
    ("capitolato", "durata_atto", "L'appalto dura 36 mesi. Il valore del quadriennio è di 400.000,00 euro."),
    ("capitolato", "quantita", "Le forniture avvengono in 5 consegne da 200 risme, quindi 1.200 risme."),
]  # fmt: skip
RIGHT: list[tuple[Kind, str]] = [
    ("capitolato", "L'appalto ha durata triennale, con avvio il 1° luglio 2026 e scadenza il 30 giugno 2029."),
    ("lettera_invito", "L'offerta è ricevuta entro le ore 18:00 di mercoledì 27 maggio 2026 sulla piattaforma."),
    ("lettera_invito", "I plichi telematici devono essere inviati entro il 29 maggio 2026. Eventuali delucidazioni si domandano non oltre il giorno 20 maggio 2026; le risposte si pubblicano entro il 23 maggio 2026."),
    ("lettera_invito", "Le offerte vanno caricate entro il 22 maggio 2026, ore 12. La commissione si riunirà in seduta pubblica il 22 maggio 2026, ore 15."),
    ("determina_affidamento_diretto", "Richiamata la deliberazione della Giunta comunale n. 61 dell'11 aprile 2026; il contratto in corso scade il 30 giugno 2026 e il nuovo decorre dal 1° luglio 2026."),
    ("capitolato", "La ditta interviene entro 48 ore (due giorni) dalla chiamata, entro 8 ore (un giorno lavorativo) per le urgenze."),
    ("capitolato", "Il contratto dura 36 mesi (tre anni), rinnovabile per altri 12 mesi; pagamento a 30 giorni (60 giorni se verificato in ritardo)."),
    ("capitolato", "Il servizio è reso in tre plessi:\n- primaria Rodari;\n- primaria Manzoni;\n- infanzia Collodi.\n\nSi chiedono inoltre:\n- la patente;\n- il corso."),
    ("lettera_invito", "La documentazione si compone di tre buste: A) amministrativa; B) tecnica; C) economica. Gli allegati sono due: il capitolato e lo schema."),
    ("capitolato", "Sono richiesti quattro automezzi: due furgoni coibentati, un'auto elettrica e un camion frigorifero."),
    ("lettera_invito", "Saranno invitati da un minimo di 5 a un massimo di 8 operatori. Almeno 10 anni di esperienza e non più di 3 subappalti."),
    ("lettera_invito", "Il punteggio è così diviso: 75 punti all'offerta tecnica, 25 all'offerta economica."),
    ("lettera_invito", "Criteri di valutazione e punti:\n1. Piano dei trasporti ........ 30\n2. Mezzi a basse emissioni .... 25\n3. Migliorie .................. 15\nTotale qualità ................ 70\nPrezzo ........................ 30"),
    ("lettera_invito", "Punteggi\nA | Organizzazione | 40\nA.1 | giri e orari | 20\nA.2 | personale di riserva | 20\nB | Mezzi | 30\nTotale offerta tecnica | 70\nOfferta economica | 30\nTotale | 100"),
    ("capitolato", "Ogni autista segue 6 ore di corso all'anno; i nove autisti totalizzano dunque 54 ore. In 12 mesi sono 108 consegne al mese."),
    ("capitolato", "Le consegne sono 3 al giorno per 180 giorni, cioè 540 consegne annue e 1.620 nel triennio."),
    ("capitolato", "Pasti giornalieri:\nNido            40\nInfanzia       120\nPrimaria       310\nTotale         470"),
    ("determina_affidamento_diretto", "Visto il bilancio di previsione 2026-2028 e il programma triennale dei lavori 2026-2028; per il triennio scolastico 2026/2029 si provvede così."),
    ("lettera_invito", "Requisiti: fatturato degli ultimi tre esercizi (2023, 2024 e 2025) non inferiore a 50.000,00 euro; servizi nel triennio precedente."),
    ("lettera_invito", "L'offerta resta valida 180 giorni dalla scadenza del termine, ossia fino al 18 novembre 2026. Termine per le offerte: entro il 22 maggio 2026."),
    ("determina_affidamento_diretto", "Dato atto che il DURC, protocollo INPS 1234, rilasciato il 20 febbraio 2026 e valido 120 giorni, risulta regolare; si paga entro 30 giorni dal 1° giugno 2026 al 31 dicembre 2026 con fatture mensili."),
    ("capitolato", "Il servizio decorre dal 1° settembre 2026 e termina il 31 agosto 2027; la garanzia dura 24 mesi dal collaudo."),
    ("capitolato", "Gara in tre lotti.\nLotto 1: pasti scolastici.\nLotto 2: pasti a domicilio.\nLotto 3: centri estivi.\nChi partecipa può vincere al massimo due lotti."),
    ("capitolato", "Il centro cottura apre dal lunedì al venerdì dalle 7.00 alle 15.00 e il sabato dalle 7.00 alle 12.00, per 45 ore settimanali."),
    ("capitolato", "Il canone dei due anni si versa in otto rate trimestrali; il primo anno in quattro rate trimestrali."),
    ("lettera_invito", "Superano la soglia le offerte con almeno 42 punti, cioè il 60 per cento dei 70 punti tecnici."),
    ("avviso", "Le candidature si inoltrano dal 5 maggio al 20 maggio 2026, per un periodo di quindici giorni."),
    ("avviso", "L'avviso rimane all'albo per almeno 15 giorni, dal 04/05/2026 al 25/05/2026."),
    ("disciplinare", "Le offerte devono pervenire entro le ore 12.00 del giorno 10/06/2026 (mercoledì). Il sopralluogo va svolto entro il 29/05/2026. Il contratto si stipula entro 60 giorni e comunque entro il 30 settembre 2026."),
    ("disciplinare", "Scadenza presentazione offerte | 10/06/2026\nTermine richieste chiarimenti | 03/06/2026\nRisposte | 05/06/2026\nPrima seduta pubblica | 11/06/2026"),
    ("decisione_di_contrarre", "Il cronoprogramma: consegna lavori 1° luglio 2026, fine lavori 28 ottobre 2026, per complessivi giorni 120."),
    ("capitolato", "Durata: 24 mesi. Inizio: 01/09/2026. Termine: 31/08/2028, con possibilità di rinnovo per altri 12 mesi fino al 31/08/2029."),
    ("capitolato", "Il periodo contrattuale è di anni quattro (01/01/2027 - 31/12/2030). La garanzia copre 24 mesi."),
    ("capitolato", "La fornitura è eseguita entro 60 giorni (due mesi) dall'ordine; le parti di ricambio per dieci anni."),
    ("capitolato", "Il custode assicura la presenza per sei ore al giorno, cinque giorni alla settimana, quindi 30 ore settimanali e 1.500 ore in 50 settimane."),
    ("capitolato", "Gli interventi programmati sono 4 all'anno per ciascuna delle 12 caldaie, per un totale di 48 interventi; oltre 10 chiamate a guasto, in tutto 58."),
    ("disciplinare", "La commissione è composta da tre membri: il presidente, un ingegnere e un avvocato. Due supplenti: un tecnico e un contabile."),
    ("capitolato", "Sono quattro le tipologie di rifiuto raccolte: carta e cartone, vetro, plastica e lattine, umido."),
    ("disciplinare", "Il concorrente allega i seguenti tre documenti:\na) domanda;\nb) DGUE;\nc) PassOE.\n\nPer partecipare si seguono due passi:\n1. registrarsi;\n2. caricare i file."),
    ("disciplinare", "Offerta tecnica: massimo 75 punti\nOfferta economica: massimo 25 punti\nTotale: 100 punti"),
    ("disciplinare", "Criteri, punti massimi:\na) progetto gestionale: 35 punti\n   a.1) organizzazione: 20 punti\n   a.2) controllo: 15 punti\nb) personale: 25 punti\nc) migliorie: 10 punti\nTotale offerta tecnica: 70 punti"),
    ("disciplinare", "La soglia di sbarramento è fissata in 42 punti. L'offerta tecnica vale fino a 70 punti, quella economica 30. Il coefficiente va da 0 a 1."),
    ("decisione_di_contrarre", "Visto il programma triennale 2026-2028, il programma biennale 2023-2024 ormai scaduto e il DUP 2026-2028; il contratto dura dal 2026 al 2029."),
    ("decisione_di_contrarre", "Vista la nota del Settore Ambiente prot. 5512 del 12/03/2026; il servizio sarà avviato il 1° luglio 2026; la determinazione sarà adottata entro il 30 giugno 2026."),
    ("decisione_di_contrarre", "Dato atto che il progetto è stato validato il 9 aprile 2026 e che il contratto vigente, rep. 12 del 3 marzo 2023, scade il 30 giugno 2026;"),
    ("determina_affidamento_diretto", "Dato atto che il DURC online risulta regolare con validità fino al 30 giugno 2026; la polizza scade il 31 dicembre 2026;"),
    ("disciplinare", "La gara è suddivisa in tre lotti: lotto 1 arredi; lotto 2 lampade; lotto 3 tende. È possibile aggiudicarsi fino a due lotti."),
    ("capitolato", "Superficie complessiva di 3,5 ettari (35.000 mq) di prato, in due aree: il parco e il campo sportivo."),
    ("capitolato", "La penale va da un minimo di 50 euro a un massimo di 100 euro; entro 10 giorni dalla contestazione, e non oltre 5 giorni dall'accesso."),
    ("lettera_invito", "Scade domenica 31 maggio 2026 il termine per le offerte, caricate entro le ore 12; il 2 giugno è festa. Le domande pervenute dopo il 31 maggio non si leggono. L'avviso del 3 aprile 2026 fissava il termine al 20 aprile 2026."),
    ("avviso", "Anno scolastico 2026/2027: il servizio comincia il 7 settembre e finisce l'8 giugno 2027; in tre anni scolastici (2026/2027, 2027/2028 e 2028/2029)."),
    ("capitolato", "Utenti iscritti: nido 25, infanzia 80, primaria 140, in totale 245. Per 200 giorni di apertura, 40 pasti al giorno e 2 turni, il gestore impiega 12 addetti, per un totale di 180 ore di formazione."),
    ("avviso", "Gli operatori possono manifestare interesse fino alle ore 12 del 26 maggio 2026. La visita ai locali si fa entro il 21 maggio 2026; la lettera d'invito partirà entro il 10 giugno 2026 e le offerte si riceveranno entro il 30 giugno 2026, con chiarimenti fino al 20 giugno 2026."),
    ("lettera_invito", "I preventivi scadono il 20 maggio 2026. La RUP apre le offerte in seduta riservata il giorno 21 maggio 2026."),
    ("disciplinare", "Le richieste di chiarimento sono ammesse fino a 8 giorni prima del termine per le offerte, quindi entro il 2 giugno 2026. Le offerte vanno presentate entro il 10 giugno 2026. L'offerta è vincolante per 180 giorni dal termine."),
    ("lettera_invito", "Chi è invitato ha sedici giorni, a contare dalla data della presente, per presentare l'offerta: il termine scade il 20 maggio 2026. Il contratto si firma entro sessanta giorni dall'aggiudicazione, cioè presumibilmente entro il 30 settembre 2026."),
    ("decisione_di_contrarre", "Il servizio avrà inizio il 15 settembre 2026 e si concluderà il 14 settembre 2028, per una durata di ventiquattro mesi, con preavviso di tre mesi per il recesso."),
    ("capitolato", "L'affidamento copre un triennio: dal 1/1/2027 al 31/12/2029; nel primo biennio si fanno due verifiche."),
    ("capitolato", "Tempo utile per ultimare i lavori: giorni 90. Consegna il 1° giugno 2026, ultimazione prevista il 30 agosto 2026. La manutenzione gratuita dura 24 mesi."),
    ("capitolato", "La pausa è di un'ora e mezza (90 minuti). Le chiamate si prendono dalle 8.00 alle 18.00, dal lunedì al venerdì."),
    ("capitolato", "L'assistenza dura un triennio, ossia 36 mesi; i pezzi sono garantiti 5 anni."),
    ("capitolato", "Il fornitore consegna 2 tonnellate, pari a 2.000 kg, di sale; 1,5 km (1.500 m) di nastro."),
    ("capitolato", "La manutenzione è su tre livelli: ordinaria, programmata e a guasto, che comprende urgenze, reperibilità e ricambi."),
    ("disciplinare", "La busta tecnica contiene due elaborati:\n1) relazione, divisa in tre capitoli:\n   - mezzi;\n   - persone;\n   - tempi;\n2) cronoprogramma.\nSono ammessi due allegati."),
    ("capitolato", "Sono previsti cinque turni: tre diurni e due notturni. Si chiedono due referenti: il primo per le scuole, il secondo per gli uffici, con telefono e posta."),
    ("decisione_di_contrarre", "L'appalto si divide in tre lotti funzionali; ogni operatore ne può vincere due.\n\n| Lotto | Oggetto |\n| 1 | nord |\n| 2 | sud |\n| 3 | centro |\n"),
    ("disciplinare", "Punteggio massimo: qualità 75, prezzo 25. La soglia è di 45 punti su 75."),
    ("disciplinare", "All'offerta tecnica sono attribuiti massimo 80 punti; all'offerta economica massimo 20 punti. Il miglioramento del 30% vale 5 punti."),
    ("disciplinare", "I punti tecnici sono 70, così ripartiti: organizzazione 30, mezzi 25, migliorie 15. All'offerta economica vanno 30 punti."),
    ("disciplinare", "Criterio B. Formazione - 20 punti, di cui: B.1 corsi 12; B.2 tutor 8."),
    ("capitolato", "Il personale: 5 operai per 36 ore alla settimana, in totale 180 ore settimanali; in 50 settimane sono 9.000 ore."),
    ("capitolato", "Ogni scuola riceve 3 consegne al mese; le scuole sono 14 e le consegne mensili sono dunque 42, che in dieci mesi sono 420."),
    ("capitolato", "Automezzi: 4 furgoni, 3 autovetture e 2 autocarri, in tutto 9 veicoli. Gli addetti sono 22, di cui 4 a tempo parziale."),
    ("determina_affidamento_diretto", "Visto il decreto del Sindaco n. 9 del 6 aprile 2026 di nomina del responsabile fino al 31 dicembre 2028;"),
    ("determina_affidamento_diretto", "Acquisito il preventivo prot. 4388 del 27 aprile 2026, valido fino al 30 giugno 2026, ritenuto congruo; la consegna avverrà entro il 31 maggio 2026;"),
    ("determina_affidamento_diretto", "Il DURC è stato rilasciato il 02/03/2026 con scadenza al 30/06/2026. Il servizio si svolge dal 10 maggio 2026 al 9 agosto 2026."),
    ("disciplinare", "Requisito: servizi analoghi nel triennio 2023-2025 per almeno 100.000 euro; bilanci degli ultimi tre anni (2023-2025)."),
    ("lettera_invito", "Possono essere offerti non meno di 10 e non più di 12 mezzi. Non meno di 30 minuti di anticipo e non più di 2 ore di sosta."),
    ("lettera_invito", "L'offerta va inviata entro mercoledi 20 maggio 2026. Si apre giovedì 21."),
    ("capitolato", "Art. 3 - Durata\nIl contratto ha la durata di trentasei mesi dalla consegna. La garanzia sui beni ha durata di ventiquattro mesi dal collaudo. La durata dell'intervento non può superare due giorni. L'assicurazione ha durata di dieci anni."),
    ("capitolato", "Il servizio dura nove mesi l'anno per tre anni. La concessione della sala dura due mesi."),
    ("capitolato", "Il Comune ha 12 scuole, 5 uffici e 3 palestre; per 40 settimane l'anno si fanno 2 passaggi, e l'impresa impiega 16 addetti, in totale 500 ore di lavoro al mese."),
    ("capitolato", "Per ogni turno servono 2 operatori con 3 anni di esperienza; entro 10 giorni dalla richiesta si forniscono 25 divise."),
    ("decisione_di_contrarre", "Vista la deliberazione di Giunta n. 40 del 20 aprile 2026; dato atto che il precedente contratto, stipulato il 3 maggio 2023, terminerà il 30 giugno 2026; rilevato che la Regione ha fissato al 15 luglio 2026 la rendicontazione; preso atto che il nuovo regolamento, approvato il 30 aprile 2026, entra in vigore il 1° giugno 2026;"),
    ("avviso", "L'avviso è pubblicato per quindici giorni fino al 19 maggio 2026. Termine per le candidature: 19 maggio 2026, ore 12. Gli operatori sorteggiati riceveranno l'invito entro il 5 giugno 2026."),
    ("avviso", "Per chiarimenti: ufficio gare, dal lunedì al venerdì, ore 9-12. Le istanze si presentano entro il 25 maggio 2026. Il servizio inizierà il 1° settembre 2026. Le sedute saranno comunicate."),
    ("disciplinare", "Le offerte si ricevono entro il 10 giugno 2026. I documenti si aprono in seduta pubblica il 12 giugno 2026; le offerte tecniche il 19 giugno 2026; in caso di rinvio, la seduta è aggiornata al 26 giugno 2026. Il sopralluogo è possibile dal 18 al 29 maggio 2026."),
    ("disciplinare", "Criteri e punti:\nA. Metodo ......... 40\nB. Gruppo ......... 30\nSoglia minima ..... 42\nPrezzo ............ 30"),
    ("disciplinare", "L'offerta tecnica vale 70 punti: i criteri A (30 punti), B (25 punti) e C (15 punti). Nel criterio A si assegnano 10 punti per ogni sede aggiuntiva, fino a 30. L'offerta economica vale 30 punti."),
    ("disciplinare", "I coefficienti sono cinque: ottimo 1,0; buono 0,8; discreto 0,6; sufficiente 0,4; assente 0. Il punteggio tecnico massimo è 80, quello economico 20."),
    ("capitolato", "Sono due i referenti: il dott. Rossi, per la parte tecnica, e la rag. Bianchi, per quella contabile, che si sostituiscono a vicenda."),
    ("capitolato", "Le sedi sono tre: il municipio, con gli uffici di piano terra e primo; la biblioteca; il centro anziani."),
    ("capitolato", "Gli interventi sono di due tipi: programmati, cioè eseguiti secondo calendario, e straordinari, cioè a chiamata, urgenti o meno."),
    ("capitolato", "La ditta consegna due copie del piano: sicurezza, emergenze e pulizie sono trattate in capitoli distinti."),
    ("capitolato", "Materiale: 10 banchi e 20 sedie per ciascuna delle 3 aule, in tutto 90 pezzi."),
    ("capitolato", "Popolazione servita: 12.400 abitanti in 5 frazioni, 3 centri civici e 14 plessi, cioè 9 primarie e 5 dell'infanzia."),
    ("capitolato", "Voce            2025     2026\nPasti          1.200    1.300\nDiete             80       90\nTotale         1.280    1.390"),
    ("capitolato", "Tabella dei locali\nPiano   Locali   Superficie\nTerra     12       340\nPrimo     10       310\nTotale    22       650"),
    ("capitolato", "Orario: lunedì, mercoledì e venerdì dalle 9.00 alle 13.00; martedì e giovedì dalle 14.00 alle 18.00, per 20 ore settimanali e 2 addetti."),
    ("capitolato", "Il manutentore interviene entro 4 ore (2 ore per i guasti gravi) e ripara entro 24 ore (48 ore nei festivi)."),
    ("capitolato", "Penale: da 50 a 500 euro secondo la gravità; minimo tre diffide, massimo 10 per cento dell'importo."),
    ("determina_affidamento_diretto", "Visto che il DURC, in corso di validità, scade il 20 agosto 2026; visto il CIG; ritenuto di far decorrere l'incarico dal 15 maggio 2026 per 60 giorni, fino al 14 luglio 2026;"),
    ("determina_affidamento_diretto", "Richiesto il preventivo con nota del 10 aprile 2026, da presentare entro il 20 aprile 2026; pervenuto il preventivo in data 17 aprile 2026; dato atto che l'offerta è valida 90 giorni;"),
    ("decisione_di_contrarre", "Dato atto che l'appalto è iscritto nel programma triennale 2026-2028 degli acquisti, che il bilancio 2026-2028 è stato approvato il 18 dicembre 2025 e che la spesa del 2029 sarà iscritta nei bilanci successivi;"),
    ("disciplinare", "Possono essere aggiudicati al massimo due lotti al medesimo concorrente. Gara in quattro lotti: lotto 1 nord, lotto 2 sud, lotto 3 est, lotto 4 ovest. Chi concorre per tre lotti presenta una sola garanzia."),
    ("lettera_invito", "Vi chiediamo di indicare tre referenze: nome del committente, importo e anno. Allegate la visura e due bilanci."),
    ("lettera_invito", "L'invito è inviato a cinque operatori. Le offerte si presentano entro il 25 maggio 2026; la stipula avverrà entro il 30 giugno 2026 e l'avvio dal 1° luglio 2026 al 30 giugno 2027 (dodici mesi), rinnovabile fino al 30 giugno 2028."),
    ("capitolato", "Gli autobus sono 6: 4 da 30 posti e 2 da 50 posti, per 220 posti complessivi."),
    ("capitolato", "Il servizio va dal 10 settembre 2026 al 10 giugno 2027, con sospensione di due settimane a Natale e di una settimana a Pasqua."),
]  # fmt: skip


def found(kind: Kind, text: str) -> list[str]:
    act = read_act(read_text("atto", HEADS[kind] + text), kind)
    return [
        rule.id.removeprefix("conti.")
        for rule in SUMS
        if rule.find and rule.holds_for(act)
        for _ in rule.find(act)
    ]


@pytest.mark.parametrize(("kind", "rule", "text"), WRONG)
def test_a_wrong_passage_is_told(kind: Kind, rule: str, text: str) -> None:
    assert rule in found(kind, text)


@pytest.mark.parametrize(("kind", "text"), RIGHT)
def test_its_right_twin_is_left_in_peace(kind: Kind, text: str) -> None:
    assert found(kind, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "dal 1° marzo 2026 al 31 luglio 2027, " * 2500,
        "tre lotti di due sedi e 7 ore per 8 giorni: " * 2500,
        "offerta tecnica 70 punti, criterio " * 3000,
        "| a | 1 | 2 |\n" * 6000,
        ("x" + " " * 300) * 400,
    ],
    ids=["days", "counts", "points", "cells", "blanks"],
)
def test_a_long_text_takes_little_time(text: str) -> None:
    act = read_act(read_text("atto", text[:100_000]), "capitolato")
    since = time.process_time()
    for rule in (
        *CALENDAR,
        *MILESTONES,
        *SPANS,
        *UNITS,
        *LASTING,
        *TALLIES,
        *SCORING,
        *MULTIPLES,
        *ENUMERATIONS,
    ):
        assert rule.find and list(rule.find(act)) is not None
    assert time.process_time() - since < 2
