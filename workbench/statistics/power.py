"""How small a difference a test of n items can see."""

import math

from workbench.errors import UserError


def smallest_effect(
    n: int,
    *,
    sd: float | None = None,
    discordant_share: float | None = None,
    power: float = 0.8,
    alpha: float = 0.05,
) -> float:
    """Smallest true mean difference that a two-sided paired test of n items finds with the given power.

    (z(1−alpha/2) + z(power)) · sd / √n, with `sd` the spread of the differences per item (Miller 2024, Adding
    Error Bars to Evals, section 5). Before running, a `discordant_share` (items that only one of two systems
    gets right) stands for it: sd = √share, the value when the two are equally good. No difference can exceed
    the share itself: a result above it means that n items are too few whatever the effect.
    """
    if n < 1 or (sd is None) == (discordant_share is None):
        raise UserError(
            "Per l'effetto minimo servono il numero di elementi e una sola misura di quanto variano.",
            value=f"n={n}",
            remedy="Indicare la deviazione delle differenze oppure la quota di discordanti.",
        )
    from scipy.stats import norm

    spread = math.sqrt(discordant_share) if discordant_share is not None else sd or 0.0
    return float((norm.ppf(1 - alpha / 2) + norm.ppf(power)) * spread / math.sqrt(n))
