"""Which of the validations of a run is the best one."""

from finetune.progress import best_validation, patience_spent


def validation(step: int, value: float, loss: float) -> dict[str, float]:
    return {"step": step, "value": value, "loss": loss}


def test_most_right_answers_win_even_with_a_larger_loss() -> None:
    history = [validation(1, 0.963, 0.144), validation(2, 0.975, 0.109), validation(3, 0.979, 0.120)]
    assert best_validation(history)["step"] == 3
    assert not patience_spent(history, 1)


def test_of_as_many_right_the_smallest_loss_and_then_the_first_wins() -> None:
    history = [validation(1, 0.9, 0.3), validation(2, 0.9, 0.2), validation(3, 0.9, 0.2)]
    assert best_validation(history)["step"] == 2
    assert patience_spent(history, 1) and not patience_spent(history, 2)


def test_without_patience_or_validations_a_run_goes_on() -> None:
    assert not patience_spent([], 3)
    assert not patience_spent([validation(1, 0.5, 1.0), validation(2, 0.4, 2.0)], 0)
