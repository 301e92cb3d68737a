"""Put figures, pairs, flips, limits and provenance together into the comparison."""

import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from eval.comparing import Measured, compare_all, flips, headline, verdict
from eval.effect import effects_of
from eval.items import Item
from eval.limits import limits_of
from eval.plan import Plan
from eval.result import Comparison, DataFacts, MetricFacts, ModelResult, Pair
from eval.wording import SURE, interval, within
from workbench.data import DataSet
from workbench.italian import number, percent

PACKAGES = ("officina", "numpy", "scipy", "scikit-learn", "sacrebleu", "torch", "transformers", "peft")


def conclude(
    plan: Plan,
    items: Mapping[str, Mapping[str, Item]],
    models: Mapping[str, ModelResult],
    command: str,
    seconds: float,
) -> Comparison:
    """The comparison of all models on the rows of the plan."""
    kinds = {reference: model.kind for reference, model in models.items()}
    measured = Measured(plan.data_set, plan.rows, items, plan.metrics, plan.draws, kinds)
    metrics = [
        MetricFacts(name=one.name, title=one.title, explanation=one.explanation, is_share=one.is_share)
        for one in plan.metrics
    ]
    pairs = compare_all(measured)
    decisive = [pair for pair in pairs if pair.metric == metrics[0].name]
    main = headline(decisive, models)
    found = list(models.values())
    return Comparison(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        question=plan.benchmark.question,
        verdict=_sentence(main, models, metrics[0]) if main else _alone(found[0], metrics[0]),
        data=_data_facts(plan.data_set),
        n=len(plan.rows),
        metrics=metrics,
        models=found,
        pairs=pairs,
        verdicts=[_sentence(pair, models, metrics[0]) for pair in decisive if pair != main],
        flips=flips(measured),
        effects=effects_of(len(plan.rows)),
        limits=limits_of(measured, found, len(decisive)),
        config=plan.config.model_dump(),
        command=command,
        versions=_versions(),
        seconds=round(seconds, 1),
    )


def _sentence(pair: Pair, models: Mapping[str, ModelResult], metric: MetricFacts) -> str:
    return verdict(pair, models[pair.reference], models[pair.other], (metric.title, metric.is_share))


def _alone(model: ModelResult, metric: MetricFacts) -> str:
    figure = model.metrics.get(metric.name)
    if figure is None:
        return f"«{model.name}» non ha dato nessuna risposta: non c'è nulla da misurare."
    if not metric.is_share:
        return f"«{model.name}»: {within(metric.title)} {number(figure.value, 3)}."
    told = f"{within(metric.title)} {percent(figure.value)}"
    return f"«{model.name}»: {told}, intervallo {SURE} {interval(figure.low, figure.high, is_share=True)}."


def _data_facts(data_set: DataSet) -> DataFacts:
    return DataFacts(
        id=data_set.id,
        name=data_set.name,
        task=data_set.task,
        digest=data_set.digest,
        test_digest=data_set.test_digest,
        licence=data_set.licence,
        source=data_set.source,
        language=data_set.language,
        labels=list(data_set.labels),
        counts=dict(data_set.counts),
        rejected=data_set.rejected,
        group=data_set.columns.group,
    )


def _versions() -> dict[str, str]:
    """Python and the packages that took part, without importing them."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
