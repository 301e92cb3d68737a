import json

import pytest

QUESTION = {"model": "lama", "prompt": "Il lampione", "max_tokens": 12}


def answer(client, **changes):
    response = client.post("/v1/completions", json=QUESTION | changes)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("path", ["/v1/models", "/v1/queue"])
def test_nothing_is_told_without_the_key(client, path):
    assert client.get(path, headers={"Authorization": "Bearer altra"}).status_code == 401


def test_the_models_of_this_installation_are_listed(client, models):
    listed = {row["id"]: row for row in client.get("/v1/models").json()["data"]}
    assert {"lama", "gipiti", "quen"} <= set(listed)
    assert {"name", "task", "licence"} <= set(listed["lama"])


@pytest.mark.parametrize("model", ["lama", "gipiti", "quen"])
def test_every_class_of_model_writes_the_same_with_the_same_seed(client, models, model):
    first = answer(client, model=model, temperature=1.0, seed=7)
    assert (
        first["choices"][0]["text"]
        == answer(client, model=model, temperature=1.0, seed=7)["choices"][0]["text"]
    )
    others = {
        answer(client, model=model, temperature=1.0, seed=seed)["choices"][0]["text"] for seed in range(4)
    }
    assert len(others) > 1


def test_without_temperature_the_likeliest_token_is_taken_as_transformers_does(client, models):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from workbench.models import autocast

    tokenizer = AutoTokenizer.from_pretrained(models / "lama")
    network = AutoModelForCausalLM.from_pretrained(models / "lama", dtype=torch.float32)
    ids = tokenizer("Il lampione", return_tensors="pt")["input_ids"]
    with autocast():
        expected = network.generate(ids, max_new_tokens=12, do_sample=False)[0, ids.shape[1] :]
    given = answer(client)
    assert given["choices"][0]["text"] == tokenizer.decode(expected, skip_special_tokens=True).rstrip(
        "\ufffd"
    )
    assert given["usage"]["prompt_tokens"] == ids.shape[1]


def test_an_answer_cut_at_the_limit_says_so(client, models):
    given = answer(client, max_tokens=3)
    assert given["choices"][0]["finish_reason"] == "length"
    assert given["usage"]["completion_tokens"] == 3


def test_the_stream_says_the_same_as_the_whole(client, models):
    whole = answer(client)["choices"][0]["text"]
    response = client.post("/v1/completions", json=QUESTION | {"stream": True})
    lines = [line for line in response.text.splitlines() if line.startswith("data:")]
    assert lines[-1] == "data: [DONE]"
    events = [json.loads(line[5:]) for line in lines[:-1]]
    assert "".join(event["choices"][0]["text"] for event in events) == whole
    assert [event["choices"][0]["finish_reason"] for event in events][-1] == "length"


def test_the_probabilities_of_the_tokens_are_given_when_asked(client, models):
    found = answer(client, logprobs=2, max_tokens=4)["choices"][0]["logprobs"]
    assert len(found["token_logprobs"]) == 4
    # Greedy: the chosen token is the likeliest of the alternatives.
    best = [max(alternatives.values()) for alternatives in found["top_logprobs"]]
    assert found["token_logprobs"] == pytest.approx(best)
    assert answer(client, max_tokens=1)["choices"][0]["logprobs"] is None


def test_a_stop_text_ends_the_answer_before_itself(client, models):
    text = answer(client)["choices"][0]["text"]
    stop = text[3:5]
    stopped = answer(client, stop=stop)["choices"][0]
    assert stopped["text"] == text[: text.find(stop)]
    assert stopped["finish_reason"] == "stop"


def test_a_conversation_is_answered_in_the_form_of_the_training(client, models):
    from workbench.models import encode_prompt, load_tokenizer, resolve

    body = {
        "model": "lama",
        "messages": [{"role": "user", "content": "Quando apre l'anagrafe?"}],
        "max_tokens": 5,
    }
    given = client.post("/v1/chat/completions", json=body | {"logprobs": True, "top_logprobs": 1}).json()
    expected = encode_prompt(load_tokenizer(resolve("lama")), "Quando apre l'anagrafe?")
    assert given["usage"]["prompt_tokens"] == len(expected)
    assert given["choices"][0]["message"]["role"] == "assistant"
    assert len(given["choices"][0]["logprobs"]["content"]) == 5


def test_a_classifier_gives_the_probability_of_each_label(client, classifier):
    given = client.post("/v1/classify", json={"model": classifier, "text": "Il lampione è spento"}).json()[
        "labels"
    ]
    assert {row["label"] for row in given} == {"anagrafe", "tributi", "verde"}
    probabilities = [row["probability"] for row in given]
    assert sum(probabilities) == pytest.approx(1, abs=1e-6)
    assert probabilities == sorted(probabilities, reverse=True)


def test_a_classifier_asked_to_write_says_what_it_does_instead(client, classifier):
    response = client.post("/v1/completions", json=QUESTION | {"model": classifier})
    assert response.status_code == 400
    assert "etichette" in response.json()["error"]["message"]


def test_a_prompt_longer_than_the_context_is_refused_with_both_numbers(client, models):
    response = client.post("/v1/completions", json=QUESTION | {"prompt": "parola " * 500})
    assert response.status_code == 400
    assert "256" in response.json()["error"]["message"]


def test_an_error_inside_a_stream_travels_in_the_stream(client, models):
    response = client.post("/v1/completions", json=QUESTION | {"model": "che-non-esiste", "stream": True})
    event = json.loads(response.text.splitlines()[0].removeprefix("data:"))
    assert "remedy" in event["error"]


@pytest.mark.parametrize(
    "wrong", [{"max_tokens": 0}, {"temperature": 9}, {"prompt": ["a", "b"]}, {"logprobs": 99}]
)
def test_a_malformed_request_names_the_field(client, models, wrong):
    response = client.post("/v1/completions", json=QUESTION | wrong)
    assert response.status_code == 422
    assert next(iter(wrong)) in response.json()["error"]["message"]


def test_only_two_models_stay_in_memory(home, models):
    import threading

    from workbench.serving.engine import Engine
    from workbench.serving.protocol import Decoding

    engine = Engine()
    for name in ("lama", "gipiti", "lama", "quen"):
        list(engine.answer(name, "Il", Decoding(max_tokens=1), threading.Event()))
    assert [loaded.model.name for loaded in engine._loaded.values()] == ["lama", "quen"]
