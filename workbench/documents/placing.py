"""Places on a PDF page: matrices of six numbers, as the format has them."""

from collections.abc import Sequence

Matrix = Sequence[float]


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def product(first: Matrix, then: Matrix) -> tuple[float, ...]:
    """The matrix that does what `first` does, and after it what `then` does."""
    (a, b, c, d, e, f), (right, up, left, down, *_) = first, then
    return (
        a * right + b * left,
        a * up + b * down,
        c * right + d * left,
        c * up + d * down,
        *moved(e, f, then),
    )
