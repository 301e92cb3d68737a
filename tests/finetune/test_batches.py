import random
from itertools import chain

from finetune.batches import LengthSortedBatches, collate_with, hide_words
from finetune.recipe import Example

CHANCE = random.Random(3)
LENGTHS = [CHANCE.randint(3, 200) for _ in range(203)]


def test_each_epoch_reads_every_row_once_in_another_order_and_the_seed_repeats_it() -> None:
    batches = LengthSortedBatches(LENGTHS, 8, seed=20)
    first = list(batches)
    batches.set_epoch(1)
    second = list(batches)
    assert len(first) == len(batches) == 26
    assert sorted(chain(*first)) == sorted(chain(*second)) == list(range(203))
    assert first != second
    assert list(LengthSortedBatches(LENGTHS, 8, seed=20)) == first
    assert list(LengthSortedBatches(LENGTHS, 8, seed=21)) != first


def test_rows_of_similar_length_share_a_batch_so_that_padding_stays_small() -> None:
    padded = sum(
        len(rows) * max(LENGTHS[row] for row in rows) for rows in LengthSortedBatches(LENGTHS, 8, seed=20)
    )
    assert sum(LENGTHS) / padded > 0.85


def test_batches_are_not_in_the_order_of_length() -> None:
    longest = [max(LENGTHS[row] for row in rows) for rows in LengthSortedBatches(LENGTHS, 8, seed=20)]
    assert longest != sorted(longest)


def test_padding_is_masked_out_of_attention_and_loss() -> None:
    batch = collate_with(7, positions=3)([Example([1, 2, 3], [-100, 2, 3]), Example([4], [4])])
    assert batch["input_ids"].tolist() == [[1, 2, 3], [4, 7, 7]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1], [1, 0, 0]]
    assert batch["labels"].tolist() == [[-100, 2, 3], [4, -100, -100]]


def test_hidden_words_leave_attention_but_never_the_first_and_the_last_of_a_row() -> None:
    batch = collate_with(0, positions=512)([Example([1] * 200, [0]), Example([1] * 50, [0])])
    hidden = hide_words(batch, 0.5)["attention_mask"]
    assert 60 < hidden[0].sum() < 140
    assert (hidden <= batch["attention_mask"]).all()
    assert hidden[0, 0] == hidden[0, 199] == hidden[1, 0] == hidden[1, 49] == 1
    assert batch["attention_mask"].sum() == 250


def test_widths_are_rounded_up_but_never_beyond_what_the_model_can_read() -> None:
    examples = [Example([1] * 13, [0])]
    assert collate_with(0, positions=512)(examples)["input_ids"].shape == (1, 16)
    assert collate_with(0, positions=14)(examples)["input_ids"].shape == (1, 14)
    assert collate_with(0, positions=14)(examples)["labels"].shape == (1, 1)
