"""From a comparison to the sections of its report."""

from eval.comparing import UNSURE
from eval.effect import in_words
from eval.report import flips, models
from eval.report.blocks import Block, Bullets, Code, Facts, Paragraph, Picture, Section, Table
from eval.report.pictures import Difference, forest
from eval.result import Comparison, MetricFacts, Pair
from eval.wording import UNKNOWN, count, difference, interval, least, p_value, with_interval, within
from workbench.italian import duration, licence_name, moment, number

NOTHING_VARIES = (
    "fra i due modelli la differenza è la stessa su ogni esempio; vale la stima prima di partire."
)


def sections(found: Comparison, config_text: str) -> list[Section]:
    return [
        _question(found),
        _figures(found),
        _differences(found),
        _power(found),
        *models.by_category(found),
        *flips.side_by_side(found),
        _data(found),
        models.cards(found),
        _metrics(found),
        Section("Limiti", 2, [Bullets(found.limits)]),
        _reproduce(found, config_text),
    ]


def _question(found: Comparison) -> Section:
    rule = (
        f"Decide la misura «{found.primary.title}», sugli stessi {number(found.n)} esempi per tutti. "
        "Si dice che un modello fa meglio o peggio solo se l'intervallo al 95 % della differenza non "
        "comprende lo zero e il valore p, corretto per il numero di confronti, è sotto 0,05."
    )
    return Section("Domanda e regola di decisione", 2, [Paragraph(found.question), Paragraph(rule)])


def _figures(found: Comparison) -> Section:
    columns = ("Modello", *(metric.title for metric in found.metrics), "Esempi", "Senza risposta", "Tempo")
    rows = [
        (
            model.name + (" (riferimento)" if model is found.models[0] and len(found.models) > 1 else ""),
            *(with_interval(model.metrics.get(metric.name), metric.is_share) for metric in found.metrics),
            number(found.n - model.missing),
            number(model.missing),
            duration(model.seconds),
        )
        for model in found.models
    ]
    return Section("Risultati", 2, [Table("Misure con intervallo al 95 %", columns, rows)])


def _differences(found: Comparison) -> Section:
    blocks: list[Block] = []
    for metric in found.metrics:
        pairs = found.pairs_of(metric.name)
        if pairs:
            blocks += [_forest(found, pairs, metric), _pairs_table(found, pairs, metric)]
    if not blocks:
        blocks = [Paragraph("Un solo modello: nessun confronto.")]
    return Section("Differenze sugli stessi esempi", 2, blocks)


def _named(found: Comparison, pair: Pair) -> str:
    return f"{found.model(pair.other).name} rispetto a {found.model(pair.reference).name}"


def _forest(found: Comparison, pairs: list[Pair], metric: MetricFacts) -> Picture:
    scale = 100 if metric.is_share else 1
    drawn = [
        Difference(
            _named(found, pair),
            pair.difference * scale,
            pair.low * scale,
            pair.high * scale,
            pair.outcome != UNSURE,
        )
        for pair in pairs
    ]
    unit = "punti" if metric.is_share else "unità della misura"
    told = "; ".join(
        f"{_named(found, pair)}: {difference(pair.difference, metric)}, intervallo {_interval(pair, metric)}"
        for pair in pairs
    )
    return Picture(
        forest(drawn, f"Differenza di {within(metric.title)} ({unit})"),
        f"Differenze di {within(metric.title)} con intervallo al 95 % e linea dello zero; in grigio e con "
        f"il cerchio vuoto quelle incerte. {told}.",
    )


def _interval(pair: Pair, metric: MetricFacts) -> str:
    return interval(pair.low, pair.high, metric.is_share, sign=True)


def _pairs_table(found: Comparison, pairs: list[Pair], metric: MetricFacts) -> Table:
    columns = (
        "Confronto", "Differenza", "Intervallo 95 %", "p", "p corretto",
        "Meglio", "Peggio", "Esempi", "Esito", "Prova statistica",
    )  # fmt: skip
    rows = [
        (
            _named(found, pair),
            difference(pair.difference, metric),
            _interval(pair, metric),
            p_value(pair.p),
            p_value(pair.p_adjusted),
            count(pair.better),
            count(pair.worse),
            number(pair.n) + (f" in {number(pair.clusters)} gruppi" if pair.clusters else ""),
            pair.outcome,
            pair.test,
        )
        for pair in pairs
    ]
    return Table(f"Differenze di {within(metric.title)}", columns, rows)


def _power(found: Comparison) -> Section:
    before = [in_words(effect) for effect in found.effects]
    blocks: list[Block] = [
        Paragraph(
            "Differenza più piccola che questa prova trova 4 volte su 5, quando c'è. Stima prima di partire:"
        ),
        Bullets(before),
    ]
    pairs = found.pairs_of(found.primary.name)
    if pairs:
        rows = [(_named(found, pair), least(pair.smallest_effect, found.primary.is_share)) for pair in pairs]
        columns = ("Confronto", "Differenza più piccola")
        blocks.append(Table("Dopo la prova, dalla variabilità misurata", columns, rows))
        if any(pair.smallest_effect is None for pair in pairs):
            blocks.append(Paragraph(f"«{UNKNOWN.capitalize()}»: {NOTHING_VARIES}"))
    return Section("Che cosa poteva vedere questa prova", 2, blocks)


def _data(found: Comparison) -> Section:
    data = found.data
    parts = ", ".join(f"{part} {number(rows)}" for part, rows in data.counts.items())
    pairs = [
        ("Nome", data.name),
        ("Identificativo", data.id),
        ("Compito", data.task),
        ("Righe", f"{parts}; scartate {number(data.rejected)}"),
        ("Esempi di prova usati", number(found.n)),
        ("Lingua", {"it": "italiano"}.get(data.language, data.language)),
        ("Licenza", licence_name(data.licence) or "non dichiarata"),
        ("Provenienza", data.source or "non dichiarata"),
        ("Gruppi", f"colonna «{data.group}»" if data.group else "nessuno: gli esempi sono indipendenti"),
        ("Impronta dei dati (sha256)", data.digest),
        ("Impronta della prova (sha256)", data.test_digest),
    ]
    if data.labels:
        pairs.insert(3, ("Etichette", f"{len(data.labels)}: {', '.join(data.labels)}"))
    return Section("Dati", 2, [Facts(pairs)])


def _metrics(found: Comparison) -> Section:
    return Section("Misure", 2, [Facts([(metric.title, metric.explanation) for metric in found.metrics])])


def _reproduce(found: Comparison, config_text: str) -> Section:
    versions = ", ".join(f"{name} {version}" for name, version in found.versions.items())
    facts = Facts(
        [
            ("Data", moment(found.created)),
            ("Durata", duration(found.seconds)),
            ("Versioni", versions),
        ]
    )
    explained = Paragraph(
        "Dalla cartella del lavoro, con gli stessi dati e modelli (si vedano le impronte), questo comando "
        "ridà gli stessi numeri:"
    )
    return Section(
        "Come rifare la prova",
        2,
        [explained, Code(found.command, "Comando"), Code(config_text, "Contenuto di config.yaml"), facts],
    )
