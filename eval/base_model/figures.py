"""The few figures that others read: the line of `--json`, and what MLflow keeps."""

from eval.base_model.results import ALL, Results, SkillsResult
from eval.result import Figure

DOMAINS = ("pa", "tecnico", "prosa")
DIGITS = 4


def figures(results: Results) -> dict[str, object]:
    """The keys that were agreed, and how the sibling decoded; None where nothing was measured. Shares 0 to 1.

    The 5-gram is the one on the same texts as the model; the report and MLflow have the best one as well.
    The sibling's figures are those of admitted answers; `unconstrained` has the same for free ones.
    """
    text, speed, free = results.text, results.speed, results.skills
    held = free.admitted if free else None
    domains = text.domains if text else {}
    gain = results.gain.gain if results.gain else None
    found: dict[str, object] = {
        "bits_per_byte": {name: _value(domains[name].model) if name in domains else None for name in DOMAINS},
        "ngram5_bits_per_byte": {
            name: _value(domains[name].ngrams[ALL]) if name in domains else None for name in DOMAINS
        },
        "memorised_share": _value(results.memorisation.held_out.share) if results.memorisation else None,
        "gain_over_tfidf": [round(each, DIGITS) for each in (gain.value, gain.low, gain.high)]
        if gain
        else None,
        **_skilled(held or free),
        "constrained": held is not None,
        "unconstrained": _skilled(free),
        "first_token_ms": round(speed.first_token_ms, 1) if speed else None,
        "tokens_per_s": round(speed.tokens_per_s, 1) if speed else None,
        "tokens_per_s_16": round(speed.tokens_per_s_16, 1) if speed else None,
        "megabytes": round(results.shipped.megabytes, 2),
    }
    return found


def _skilled(skills: SkillsResult | None) -> dict[str, float | None]:
    names = ("json_valid", "fields_exact", "refusal_correct", "wrong_refusal")
    return {name: _value(getattr(skills, name)) if skills else None for name in names}


def tracked(results: Results) -> dict[str, dict[str, float | int]]:
    """Name -> value, interval and n: aggregates only."""
    found: dict[str, Figure | float | None] = {"megabytes": results.shipped.megabytes}
    for name, domain in results.text.domains.items() if results.text else ():
        found |= {
            f"bits_per_byte/{name}": domain.model,
            f"ngram5_bits_per_byte/{name}": domain.ngrams[ALL],
            f"ratio_to_ngram5/{name}": domain.ratio_to_all,
            f"best_ngram5_bits_per_byte/{name}": domain.ngrams[domain.best_ngram],
            f"ratio_to_best_ngram5/{name}": domain.ratio,
            f"untrained_bits_per_byte/{name}": domain.untrained,
            f"xz_bits_per_byte/{name}": domain.xz,
        }
    if results.memorisation:
        found["memorised_share"] = results.memorisation.held_out.share
        found["memorised_share/training"] = results.memorisation.training.share
    if results.gain:
        found["gain_over_tfidf"] = results.gain.gain
        found["training_seconds"] = results.gain.training_seconds
    held = results.skills.admitted if results.skills else None
    for prefix, part in (("", results.skills), ("admitted/", held), ("", results.speed)):
        values = dict(part).items() if part else ()
        found |= {prefix + name: value for name, value in values if isinstance(value, Figure | float)}
    return {name: _parts(value) for name, value in found.items() if value is not None}


def _parts(value: Figure | float) -> dict[str, float | int]:
    if isinstance(value, Figure):
        return {"value": value.value, "low": value.low, "high": value.high, "n": value.n}
    return {"value": value}


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else round(figure.value, DIGITS)
