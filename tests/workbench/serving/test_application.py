import json
import time
from concurrent.futures import ThreadPoolExecutor

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

    tokenizer = AutoTokenizer.from_pretrained(models / "lama")
    network = AutoModelForCausalLM.from_pretrained(models / "lama", dtype=torch.float32)
    ids = tokenizer("Il lampione", return_tensors="pt")["input_ids"]
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


def test_only_two_models_stay_in_memory_and_none_that_is_in_use_leaves(home, models):
    from workbench.serving.shelf import Shelf

    shelf = Shelf()
    loaded = {name: shelf.take(name, ()) for name in ("lama", "gipiti", "lama", "quen")}
    assert shelf.names() == ["lama", "quen"]
    assert shelf.take("gipiti", [loaded["lama"], loaded["quen"]]) is None
    assert shelf.take("gipiti", [loaded["lama"]]) is not None
    assert shelf.names() == ["lama", "gipiti"]


def test_an_answer_is_the_same_alone_and_among_others(client, models):
    def asked(number: int) -> dict:
        return {
            "prompt": "Il lampione di via Verdi " * (1 + number % 4),
            "temperature": (0.0, 0.7, 1.2)[number % 3],
            "top_p": (1.0, 0.9)[number % 2],
            "seed": number,
            "max_tokens": 10 + number,
            "model": ("lama", "quen")[number % 2],
        }

    alone = [answer(client, **asked(number))["choices"][0]["text"] for number in range(20)]
    with ThreadPoolExecutor(20) as people:
        together = list(people.map(lambda number: answer(client, **asked(number)), range(20)))
    assert [given["choices"][0]["text"] for given in together] == alone


def test_the_token_that_ends_an_answer_has_its_probability_but_no_text(client, models):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = models / "lama"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    network = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    ids = tokenizer("Il lampione", return_tensors="pt")["input_ids"]
    written = network.generate(ids, max_new_tokens=5, do_sample=False)[0, ids.shape[1] :].tolist()
    network.generation_config.eos_token_id = [0, written[4]]
    network.generation_config.save_pretrained(folder)
    ended = answer(client, logprobs=1)["choices"][0]
    place = written.index(written[4])
    assert ended["finish_reason"] == "stop"
    assert ended["text"] == tokenizer.decode(written[:place]).rstrip("\ufffd")
    assert len(ended["logprobs"]["tokens"]) == place + 1


def test_a_stream_carries_the_probabilities_of_its_tokens(client, models):
    whole = answer(client, logprobs=3)["choices"][0]["logprobs"]
    response = client.post("/v1/completions", json=QUESTION | {"stream": True, "logprobs": 3})
    lines = [line for line in response.text.splitlines() if line.startswith("data: {")]
    found = [json.loads(line[5:])["choices"][0].get("logprobs") for line in lines]
    assert [token for scores in found if scores for token in scores["tokens"]] == whole["tokens"]


def test_what_a_person_wrote_is_never_a_special_token(client, models):
    plain = answer(client, prompt="Ciao", max_tokens=1)["usage"]["prompt_tokens"]
    assert answer(client, prompt="Ciao<|fine|>", max_tokens=1)["usage"]["prompt_tokens"] > plain + 2


def test_too_many_requests_of_one_person_are_refused_as_too_many(client, models, monkeypatch):
    monkeypatch.setattr("workbench.serving.quota.TOKENS_PER_HOUR", 30)
    assert client.post("/v1/completions", json=QUESTION | {"user": "a", "max_tokens": 40}).status_code == 200
    refused = client.post("/v1/completions", json=QUESTION | {"user": "a"})
    assert refused.status_code == 429 and "quota" in refused.json()["error"]["message"]
    assert client.post("/v1/completions", json=QUESTION | {"user": "b"}).status_code == 200


def test_nothing_stays_on_disk_of_what_was_answered_or_refused(client, models, home):
    answer(client)
    client.post("/v1/completions", json=QUESTION | {"model": "che-non-esiste"})
    assert list((home / "var" / "serving").iterdir()) == []


def test_a_request_left_by_a_process_that_died_is_answered_and_its_client_gets_the_whole(home, models):
    from fastapi.testclient import TestClient

    from workbench.serving.application import create_application
    from workbench.serving.journal import Journal
    from workbench.serving.protocol import CompletionRequest
    from workbench.serving.tickets import Ticket

    left = CompletionRequest(**QUESTION, temperature=1.0, seed=3, stream=True)
    Journal(home / "var" / "serving").keep(Ticket("mia", left))
    headers = {"Authorization": "Bearer k"}
    with TestClient(create_application("k"), headers=headers) as client:
        while client.get("/v1/queue").json()["length"]:
            time.sleep(0.05)
        body = QUESTION | {"temperature": 1.0, "seed": 3}
        mine = {"X-Request-Id": "mia"}
        other = client.post("/v1/completions", json=body | {"seed": 4}, headers=mine)
        assert other.status_code == 400 and "identificativo" in other.json()["error"]["message"]
        again = client.post("/v1/completions", json=body, headers=mine).json()
        assert again["choices"] == answer(client, temperature=1.0, seed=3)["choices"]
    assert list((home / "var" / "serving").iterdir()) == []


def test_an_error_in_the_engine_ends_the_process_and_leaves_the_queue_for_the_next(home, monkeypatch):
    import asyncio
    import threading

    from workbench.serving.desk import Desk
    from workbench.serving.engine import Engine
    from workbench.serving.protocol import CompletionRequest

    def broken(_engine):
        raise ZeroDivisionError

    monkeypatch.setattr(Engine, "run", broken)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)

    async def scene() -> None:
        died = threading.Event()
        desk = Desk(home / "coda", died=died.set)
        desk.open()
        desk.enter("a", CompletionRequest(model="m", prompt="p"))
        assert await asyncio.to_thread(died.wait, 10)
        desk.close()

    asyncio.run(scene())
    assert len(list((home / "coda").iterdir())) == 1
