import time
from collections import Counter

import pytest

from workbench.data import PARTS, Row, Task, rare_labels, split
from workbench.errors import UserError


def rows_of(counts: dict[str, int]) -> list[Row]:
    labels = [label for label, count in counts.items() for _ in range(count)]
    return [Row(number, f"testo {number}", label) for number, label in enumerate(labels, 2)]


def part_of(parts: dict[str, list[Row]]) -> dict[int, str]:
    return {row.number: part for part, rows in parts.items() for row in rows}


def test_shares_are_met_for_every_label_and_no_row_is_lost() -> None:
    rows = rows_of({"a": 200, "b": 50, "c": 10})
    parts = split(rows, Task.CLASSIFICATION)
    assert sorted(part_of(parts)) == [row.number for row in rows]
    counts = {part: Counter(row.target for row in parts[part]) for part in PARTS}
    assert counts["addestramento"] == {"a": 140, "b": 35, "c": 7}
    assert counts["validazione"] == {"a": 20, "b": 5, "c": 1}
    assert counts["prova"] == {"a": 40, "b": 10, "c": 2}


def test_the_same_seed_gives_the_same_parts_and_another_seed_others() -> None:
    rows = rows_of({"a": 60, "b": 60})
    assert split(rows, Task.CLASSIFICATION) == split(rows, Task.CLASSIFICATION)
    assert split(rows, Task.CLASSIFICATION) != split(rows, Task.CLASSIFICATION, seed=21)


def test_texts_that_are_the_same_but_for_case_and_blanks_stay_on_one_side() -> None:
    rows = rows_of({"a": 90, "b": 90})
    rows += [Row(1_000 + number, f"  TESTO   {number}", "a") for number in range(2, 40)]
    where = part_of(split(rows, Task.CLASSIFICATION))
    assert all(where[number] == where[1_000 + number] for number in range(2, 40))


def test_groups_stay_on_one_side_even_when_joined_by_a_shared_text() -> None:
    rows = [
        Row(number, f"testo {number}", "ab"[number % 2], group=f"g{number // 4}") for number in range(120)
    ]
    rows.append(Row(500, "testo 0", "a", group="g7"))
    where = part_of(split(rows, Task.CLASSIFICATION))
    for group in range(30):
        assert len({where[row.number] for row in rows if row.group == f"g{group}"}) == 1
    assert where[0] == where[28] == where[500]
    sizes = Counter(where.values())
    assert sizes["prova"] == pytest.approx(24, abs=6)


def test_large_groups_are_not_always_learnt_from() -> None:
    rows = [Row(number, f"t{number}", "ab"[number % 2], group=f"g{number // 10}") for number in range(200)]
    seen = {part_of(split(rows, Task.CLASSIFICATION, seed=seed))[0] for seed in range(30)}
    assert "prova" in seen


def test_labels_with_too_few_examples_are_named() -> None:
    rows = rows_of({"a": 30, "Environment": 1, "Scienza": 2})
    with pytest.raises(UserError, match=r"«Environment» \(1\), «Scienza» \(2\)"):
        split(rows, Task.CLASSIFICATION)
    assert rare_labels(rows) == {"Environment": 1, "Scienza": 2}


def test_examples_that_repeat_one_text_count_once() -> None:
    rows = [*rows_of({"a": 30}), *(Row(100 + n, "uguale", "b") for n in range(9)), Row(200, "altro", "b")]
    with pytest.raises(UserError, match=r"«b» \(2\)"):
        split(rows, Task.CLASSIFICATION)


def test_three_examples_are_one_for_each_part() -> None:
    parts = split(rows_of({"a": 3, "b": 3}), Task.CLASSIFICATION)
    assert [len(parts[part]) for part in PARTS] == [2, 2, 2]


def test_a_label_held_by_one_group_is_refused_with_its_name() -> None:
    rows = [Row(n, f"testo {n}", "raro" if n < 5 else "ab"[n % 2], group=f"g{n // 10}") for n in range(100)]
    with pytest.raises(UserError, match="«raro»"):
        split(rows, Task.CLASSIFICATION)


def test_instructions_are_split_without_strata() -> None:
    rows = [Row(number, f"domanda {number}", f"risposta {number}") for number in range(100)]
    parts = split(rows, Task.INSTRUCTION, shares=(0.8, 0.1, 0.1))
    assert [len(parts[part]) for part in PARTS] == [80, 10, 10]
    with pytest.raises(UserError, match="almeno 3 righe"):
        split(rows[:2], Task.INSTRUCTION)


@pytest.mark.parametrize("shares", [(0.7, 0.1, 0.1), (1.0, 0.0, 0.0), (0.9, 0.2, -0.1)])
def test_shares_that_do_not_add_up_are_refused(shares: tuple[float, float, float]) -> None:
    with pytest.raises(UserError, match="quote"):
        split(rows_of({"a": 9, "b": 9}), Task.CLASSIFICATION, shares=shares)


def test_labels_spread_over_many_groups_reach_every_part() -> None:
    rows = [Row(n, f"testo {n}", f"l{n % 12}", group=f"g{n // 7}") for n in range(700)]
    parts = split(rows, Task.CLASSIFICATION)
    assert all(len({row.target for row in parts[part]}) == 12 for part in PARTS)


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_split_in_seconds() -> None:
    start = time.process_time()
    split(rows_of({f"l{n}": 20_000 for n in range(10)}), Task.CLASSIFICATION)
    assert time.process_time() - start < 15
