from pathlib import Path

import torch

from finetune.batches import collate_with
from finetune.recipes.instruction import INSTRUCTION
from workbench.data import DataSet, Row
from workbench.models import load_causal, load_tokenizer, resolve

ROW = Row(5, "Dove pago?", "All'ufficio tributi.")
CHAT = (
    "{% for message in messages %}<{{ message.role }}>{{ message.content }}"
    "{% if message.role == 'assistant' %}{{ eos_token }}\n{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)


def test_only_the_answer_and_its_end_token_are_learned(tiny_llama: Path, answers: DataSet) -> None:
    tokenizer = load_tokenizer(resolve(str(tiny_llama)))
    (example,) = INSTRUCTION.encode(tokenizer, [ROW], answers, 256).examples
    learned = [label for label in example.labels if label != -100]
    assert tokenizer.decode(learned) == ROW.target + tokenizer.eos_token
    asked = example.input_ids[: -len(learned)]
    assert tokenizer.decode(asked) == "Richiesta:\nDove pago?\n\nRisposta:\n"


def test_the_chat_template_of_the_tokenizer_is_used_and_what_follows_the_end_token_is_left_out(
    tiny_llama: Path, answers: DataSet
) -> None:
    tokenizer = load_tokenizer(resolve(str(tiny_llama)))
    tokenizer.chat_template = CHAT
    row = Row(5, ROW.text, ROW.target, system="Sii breve.")
    (example,) = INSTRUCTION.encode(tokenizer, [row], answers, 256).examples
    learned = [label for label in example.labels if label != -100]
    assert tokenizer.decode(learned) == ROW.target + tokenizer.eos_token
    asked = tokenizer.decode(example.input_ids[: -len(learned)])
    assert asked == "<system>Sii breve.<user>Dove pago?<assistant>"


def test_a_row_of_which_no_answer_is_left_is_reported_and_one_cut_short_is_counted(
    tiny_llama: Path, answers: DataSet
) -> None:
    tokenizer = load_tokenizer(resolve(str(tiny_llama)))
    long_request, long_answer = Row(7, "parola " * 80, "sì"), Row(8, "Dove?", "parola " * 80)
    encoded = INSTRUCTION.encode(tokenizer, [ROW, long_request, long_answer], answers, 64)
    assert (encoded.cut, encoded.empty, len(encoded.examples)) == ([7, 8], [7], 2)
    assert all(len(example.input_ids) <= 64 for example in encoded.examples)


def test_the_loss_of_labelled_tokens_is_that_of_the_whole_rows(tiny_qwen: Path, answers: DataSet) -> None:
    model = resolve(str(tiny_qwen))
    tokenizer, network = load_tokenizer(model), load_causal(model)
    examples = INSTRUCTION.encode(tokenizer, answers.rows("addestramento")[:6], answers, 256).examples
    batch = collate_with(tokenizer.pad_token_id, 256)(examples)
    loss, verdict = INSTRUCTION.judge(network, batch)
    assert torch.allclose(loss, network(**batch).loss, atol=1e-5)
    assert verdict.count == sum(label != -100 for example in examples for label in example.labels)
