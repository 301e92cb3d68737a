"""From the results to the sections of the report."""

from eval.base_model.aims import aims
from eval.base_model.results import ALL, MIXED, OWN, DomainText, Failure, Memorised, Results, TextResult
from eval.base_model.skills_section import skills_section
from eval.report.blocks import Block, Bullets, Code, Facts, Paragraph, Picture, Section, Table
from eval.report.pictures import Difference, forest
from eval.result import Figure
from eval.wording import NONE, interval, with_interval
from workbench.italian import duration, number, percent, plural

DOMAIN_NAMES = {"pa": "Pubblica amministrazione", "tecnico": "Italiano tecnico", "prosa": "Romanzi"}
PART_NAMES = {
    "text": "Previsione del testo",
    "memorisation": "Copie dai testi di addestramento",
    "gain": "Guadagno su TF-IDF",
    "skills": "Abilità del modello per istruzioni",
    "probes": "Inizi di frase",
    "speed": "Velocità",
}
COMMAND = "python -m apps.evaluation base-model --texts CARTELLA --json"


def sections(results: Results) -> list[Section]:
    found = [_aims(results)]
    found += [_text(results.text)] if results.text else []
    found += [_memorisation(results)] if results.memorisation else []
    found += [_gain(results)] if results.gain else []
    found += [skills_section(results.skills)] if results.skills else []
    found += [_speed(results)] if results.speed else []
    found += [_failures(results), _missing(results)] if results.missing else [_failures(results)]
    return [*found, _limits(results), _reproduce(results)]


def _aims(results: Results) -> Section:
    rows = [(aim.what, aim.wanted, aim.found, aim.outcome) for aim in aims(results)]
    explained = (
        "Decide il valore misurato; l'intervallo al 95 %, dove c'è, dice quanto è sicuro. "
        "Ciò che non è stato misurato non conta come raggiunto."
    )
    table = Table("Traguardi", ("Misura", "Traguardo", "Trovato", "Esito"), rows)
    return Section("Traguardi", 2, [Paragraph(explained), table])


def _text(text: TextResult) -> Section:
    columns = (
        "Dominio", "Modello", "5-grammi: tutti i testi", "5-grammi: solo il dominio", "5-grammi: miscela",
        "xz -9", "Non addestrato", "Documenti", "Fonti", "Byte",
    )  # fmt: skip
    rows = [
        (
            DOMAIN_NAMES.get(name, name),
            with_interval(found.model, is_share=False),
            *(with_interval(found.ngrams[way], is_share=False) for way in (ALL, OWN, MIXED)),
            number(found.xz, 3),
            with_interval(found.untrained, is_share=False),
            number(found.documents),
            number(found.sources),
            number(found.bytes),
        )
        for name, found in text.domains.items()
    ]
    blocks: list[Block] = [
        Paragraph(_how_bits(text)),
        Table("Bit per byte sui documenti tenuti da parte (meno è meglio)", columns, rows),
        _compared(text),
        _forest(text),
    ]
    return Section("Quanto il modello prevede il testo", 2, blocks)


def _how_bits(text: TextResult) -> str:
    shares = "; ".join(
        f"{DOMAIN_NAMES.get(name, name)}: {percent(found.own_share, 0)} propri"
        for name, found in text.domains.items()
    )
    return (
        "I bit che servono per scrivere i documenti che il modello non ha mai letto, divisi per i loro byte. "
        f"Il modello legge finestre di {number(text.window)} token con passo di metà finestra. I 5-grammi "
        "(Kneser-Ney modificato e interpolato, Chen e Goodman 1999) usano gli stessi token e imparano dai "
        f"testi di addestramento ({number(text.training_tokens)} token): di tutti i domini, "
        f"del solo dominio, o mescolando i due ({shares}; la quota è scelta sui documenti di prova, a favore "
        "dei 5-grammi). xz comprime i documenti di prova da soli, senza aver letto altro. Il modello non "
        "addestrato ha la stessa forma e pesi a caso. Gli intervalli al 95 % ricampionano i documenti."
    )


def _compared(text: TextResult) -> Table:
    columns = ("Dominio", "5-grammi migliore", "Differenza", "Rapporto", "Rapporto con tutti i testi")
    rows = [
        (
            DOMAIN_NAMES.get(name, name),
            found.best_ngram,
            _signed(found.difference),
            with_interval(found.ratio, is_share=False),
            with_interval(found.ratio_to_all, is_share=False),
        )
        for name, found in text.domains.items()
    ]
    return Table("Modello rispetto ai 5-grammi, documento per documento (bit per byte)", columns, rows)


def _forest(text: TextResult) -> Picture:
    drawn = [_saved(name, found) for name, found in text.domains.items()]
    told = "; ".join(
        f"{one.label}: {number(one.point, 3, sign=True)}, {interval(one.low, one.high, False, sign=True)}"
        for one in drawn
    )
    return Picture(
        forest(drawn, "Bit per byte risparmiati"),
        f"Bit per byte risparmiati, con intervallo al 95 % e linea dello zero. {told}.",
    )


def _saved(name: str, found: DomainText) -> Difference:
    """Turned round: saved bits are drawn to the right."""
    saved = found.difference
    is_settled = saved.high < 0 or saved.low > 0
    return Difference(DOMAIN_NAMES.get(name, name), -saved.value, -saved.high, -saved.low, is_settled)


def _memorisation(results: Results) -> Section:
    found = results.memorisation
    assert found is not None
    explained = (
        f"Da {number(found.prompt_tokens)} token di un testo il modello ne scrive altri "
        f"{number(found.new_tokens)}, ogni volta il più probabile. Si conta quante volte ciò che scrive sta "
        "parola per parola nei testi di addestramento (gli spazi non contano)."
    )
    rows = [
        _memorised("Testi tenuti da parte", found.held_out),
        _memorised("Testi di addestramento", found.training),
    ]
    columns = ("Inizio preso da", "Copiate", "Continuazioni", "Per dominio")
    table = Table("Continuazioni copiate dai testi di addestramento", columns, rows)
    return Section("Quanto il modello copia", 2, [Paragraph(explained), table])


def _memorised(name: str, found: Memorised) -> tuple[str, ...]:
    by_domain = ", ".join(
        f"{DOMAIN_NAMES.get(domain, domain)} {number(copied)} su {number(count)}"
        for domain, (copied, count) in found.by_domain.items()
    )
    return name, with_interval(found.share), number(found.share.n), by_domain


def _gain(results: Results) -> Section:
    found = results.gain
    assert found is not None
    rows = [
        ("Modello incluso, prima", with_interval(found.base)),
        ("TF-IDF e regressione logistica", with_interval(found.tfidf)),
        ("Modello incluso, dopo l'addestramento LoRA", with_interval(found.tuned)),
        ("Guadagno su TF-IDF, stessi messaggi", f"{_signed(found.gain, 100, 1)} punti"),
    ]
    seconds = found.training_seconds
    told = f"L'addestramento è durato {duration(seconds)}. " if seconds is not None else ""
    explained = (
        f"Insieme «richieste-comune», {number(found.gain.n)} messaggi di prova congelati. {told}"
        f"Il confronto intero è nel rapporto del lavoro {found.job}."
    )
    table = Table(f"{found.metric} con intervallo al 95 %", ("Modello", found.metric), rows)
    return Section("Il modello addestrato e TF-IDF", 2, [Paragraph(explained), table])


def _speed(results: Results) -> Section:
    found = results.speed
    assert found is not None
    machine = found.machine
    facts = [
        ("Primo token", f"{number(found.first_token_ms)} ms, mediana ({_range(found.first_token_range)})"),
        ("Una persona", f"{number(found.tokens_per_s)} token/s ({_range(found.tokens_per_s_range)})"),
        ("16 persone insieme", f"{number(found.tokens_per_s_16)} token/s in tutto"),
        ("Memoria del processo, dopo", f"{number(found.memory_mb)} MB"),
        ("Apertura del modello", f"{number(found.load_seconds, 2)} s, senza il caricamento delle librerie"),
        ("Processore", f"{machine.processor}; usati {machine.used_cores} core su {machine.cores}"),
        ("Carico prima della misura", f"{number(machine.load, 2)} (media di un minuto)"),
    ]
    blocks: list[Block] = [
        Paragraph(
            "Attraverso il processo dei modelli di Officina, avviato per la prova, con richieste a flusso: "
            f"{number(found.prompt_tokens)} token di richiesta, fino a 256 di risposta, mediana di "
            f"{plural(found.repeats, 'ripetizione', 'ripetizioni')}. Chi chiede gira sulla stessa macchina."
        ),
        Facts(facts),
    ]
    if machine.is_busy:
        blocks.insert(
            0,
            Paragraph(
                "Attenzione: durante la misura la macchina faceva anche altro. Le velocità vere sono più "
                "alte; per averle si ripeta la prova a macchina libera."
            ),
        )
    return Section("Velocità", 2, blocks)


def _failures(results: Results) -> Section:
    blocks: list[Block] = []
    if results.probes:
        blocks.append(
            Paragraph(
                f"Su {number(results.probes.n)} inizi di frase scritti per questa prova il modello ne "
                f"continua bene {number(results.probes.right)}: non va usato per sapere fatti o fare conti."
            )
        )
    rows = [_failure(place, each) for place, each in enumerate(results.failures, 1)]
    if rows:
        columns = ("Numero", "Richiesta", "Abilità", "Risposta del modello", "Attesa")
        blocks.append(Table("Errori veri, così come sono stati scritti", columns, rows, is_prose=True))
    return Section("Dieci errori", 2, blocks or [Paragraph("Nessun errore raccolto in questa esecuzione.")])


def _failure(place: int, each: Failure) -> tuple[str, ...]:
    return str(place), each.prompt, each.kind, each.answer or NONE, each.expected


def _missing(results: Results) -> Section:
    reasons = [(PART_NAMES[part], reason) for part, reason in results.missing.items()]
    return Section("Che cosa non è stato misurato", 2, [Facts(reasons)])


def _limits(results: Results) -> Section:
    found = [
        "Il modello è stato addestrato una volta: quanto cambierebbe ripetendo l'addestramento con un altro "
        "seme non è misurato.",
    ]
    for name, domain in results.text.domains.items() if results.text else ():
        if domain.sources < 20:
            found.append(
                f"{DOMAIN_NAMES.get(name, name)}: i documenti di prova vengono da "
                f"{plural(domain.sources, 'fonte', 'fonti')}. L'intervallo dice quanto cambierebbe con altri "
                "documenti simili, non con altre fonti."
            )
    if results.skills:
        found.append(
            "Le istruzioni di prova sono state scritte con quelle di addestramento: su avvisi e schede di "
            "altra forma i risultati saranno peggiori."
        )
    return Section("Limiti", 2, [Bullets(found)])


def _reproduce(results: Results) -> Section:
    shipped = results.shipped
    facts = [
        ("Modello", shipped.reference),
        ("Parametri", number(shipped.parameters)),
        ("Impronta del modello (sha256)", shipped.digest),
        ("Impronta dell'adattatore (sha256)", shipped.adapter_digest or NONE),
    ]
    return Section("Come rifare la prova", 2, [Code(COMMAND, "Comando"), Facts(facts)])


def _signed(figure: Figure, scale: float = 1, digits: int = 3) -> str:
    point, low, high = (
        number(each * scale, digits, sign=True) for each in (figure.value, figure.low, figure.high)
    )
    return f"{point} (da {low} a {high})"


def _range(ends: tuple[float, float]) -> str:
    return f"da {number(ends[0])} a {number(ends[1])}"
