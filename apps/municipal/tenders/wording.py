"""How the tool calls things, the same on the page and in every file that leaves it."""

from apps.municipal.tenders.acts import Kind

KIND_NAMES: dict[Kind, str] = {
    "determina_affidamento_diretto": "Determina di affidamento diretto",
    "decisione_di_contrarre": "Decisione di contrarre",
    "avviso": "Avviso di indagine di mercato",
    "lettera_invito": "Lettera d'invito",
    "disciplinare": "Disciplinare di gara",
    "capitolato": "Capitolato",
    "": "Nessuno dei sei tipi",
}
FAMILY_NAMES = {
    "elementi": "Elementi che mancano",
    "riferimenti": "Riferimenti normativi",
    "soglie": "Soglie e procedura",
    "clausole": "Clausole",
    "codici": "Codici",
    "conti": "Conti e date",
    "confronto": "Confronto fra documenti",
    "documento": "Il documento stesso",
    "modello": "Suggerimenti del modello",
}
SEVERITY_NAMES = {"errore": "Errore", "avviso": "Avviso", "nota": "Nota"}
CONFIDENCE_NAMES = {
    "verificata": "verificata",
    "testo 2023": "dal testo del 2023, da riscontrare",
    "alta": "non verificata (fiducia alta)",
    "media": "non verificata (fiducia media)",
    "bassa": "non verificata (fiducia bassa)",
}
INFORMS = "Il controllo informa, non decide: ogni rilievo va valutato da chi firma l'atto."
