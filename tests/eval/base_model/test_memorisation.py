"""What counts as written word for word."""

from eval.base_model.greedy import continuations
from eval.base_model.memorisation import (
    PROMPT_TOKENS,
    as_searched,
    draw_prompts,
    measure_memorisation,
    stands_in,
)


def test_white_space_and_half_characters_do_not_hide_a_copy():
    read = [as_searched("Il  Comune\ndi Rho è qui.\nAltro"), as_searched("senza")]
    assert stands_in(" Comune di  Rho è\n", read)
    assert stands_in("Rho è qui\N{REPLACEMENT CHARACTER}", read)
    assert stands_in("omune di R", read)


def test_a_changed_letter_or_nothing_at_all_is_no_copy():
    read = [as_searched("Il Comune di Rho è qui.")]
    assert not stands_in("Comune di Rhò", read)
    assert not stands_in("comune di Rho", read)
    assert not stands_in("  \N{REPLACEMENT CHARACTER} ", read)


def test_prompts_are_of_equal_length_from_every_domain_and_always_the_same(tiny, corpora):
    _, tokenizer = tiny
    documents = {name: corpus.held_out for name, corpus in corpora.items()}
    drawn = draw_prompts(tokenizer, documents, 11)
    assert drawn == draw_prompts(tokenizer, documents, 11)
    assert {len(ids) for _, ids in drawn} == {PROMPT_TOKENS}
    assert sorted(name for name, _ in drawn) == ["pa"] * 6 + ["prosa"] * 5


def test_texts_too_short_for_a_prompt_end_the_search(tiny, corpora):
    _, tokenizer = tiny
    assert draw_prompts(tokenizer, {"pa": []}, 5) == []


def test_a_network_with_random_weights_copies_nothing(tiny, corpora):
    network, tokenizer = tiny
    found = measure_memorisation(network, tokenizer, corpora, prompts=6)
    for side in (found.held_out, found.training):
        assert side.share.value == 0 and side.share.n == 6 and side.share.high > 0
        assert side.by_domain == {"pa": (0, 3), "prosa": (0, 3)}


def test_prompts_of_any_length_together_go_on_as_each_would_alone(tiny):
    network, tokenizer = tiny
    prompts = [tokenizer(text)["input_ids"] for text in ("Il lampione", "La mensa di mio figlio costa", "Ho")]
    together = continuations(network, tokenizer, prompts, 8, exactly=True)
    assert together == [continuations(network, tokenizer, [ids], 8, exactly=True)[0] for ids in prompts]
    assert [len(row) for row in together] == [8, 8, 8]
