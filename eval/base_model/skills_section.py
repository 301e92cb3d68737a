"""What the report says of the sibling's skills."""

from eval.base_model.results import SkillsResult
from eval.report.blocks import Paragraph, Section, Table
from eval.result import Figure
from eval.wording import NONE, with_interval
from workbench.italian import number


def skills_section(found: SkillsResult) -> Section:
    """Free and admitted answers side by side."""
    held = _measures(found.admitted) if found.admitted else {}
    rows = [
        (name, with_interval(figure), with_interval(held.get(name)), number(figure.n) if figure else NONE)
        for name, figure in _measures(found).items()
    ]
    explained = (
        f"Prova congelata di «istruzioni-comune», {number(found.n)} esempi. Il token più probabile a ogni "
        f"passo, al massimo {number(found.longest_answer)}. «Libera»: la forma della risposta non è "
        "vincolata. «Ammessa»: la risposta è una di quelle che la richiesta può avere, cioè una riga della "
        "scheda o il rifiuto; oppure un oggetto JSON con valori che stanno nell'avviso e hanno la forma di "
        "un CIG, di un importo, di una data, o null. Una risposta è esatta se è uguale a quella attesa, "
        "lettera per lettera."
    )
    columns = ("Misura", "Risposta libera", "Risposta ammessa", "Casi")
    table = Table("Abilità del modello per istruzioni", columns, rows)
    return Section("Abilità del modello per istruzioni", 2, [Paragraph(explained), table])


def _measures(found: SkillsResult) -> dict[str, Figure | None]:
    return {
        "Ufficio giusto": found.classification,
        "JSON valido (un oggetto con i tre campi)": found.json_valid,
        "Campi esatti": found.fields_exact,
        "Avvisi con tutti e tre i campi esatti": found.notices_exact,
        "Risposte esatte, quando la scheda le ha": found.answers_exact,
        "Rifiuti giusti, quando la scheda non ha la risposta": found.refusal_correct,
        "Rifiuti sbagliati, quando la scheda la ha": found.wrong_refusal,
    }
