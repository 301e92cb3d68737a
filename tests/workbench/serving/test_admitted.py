import pytest

from workbench.serving.admitted import Admitted

CARD = "Mensa\nCosti: 4,50 euro a pasto.\nOrari: Dalle 12 alle 14.\nDomanda: Quanto si paga?"
LINES = ["4,50 euro a pasto.", "Dalle 12 alle 14.", "Nella scheda non c'è."]


def asked(client, choice, **changes):
    body = {"model": "lama", "messages": [{"role": "user", "content": CARD}], "max_tokens": 60}
    return client.post(
        "/v1/chat/completions", json=body | {"structured_outputs": {"choice": choice}} | changes
    )


@pytest.mark.parametrize("model", ["lama", "gipiti", "quen"])
@pytest.mark.parametrize("temperature", [0, 1.5])
def test_the_answer_is_one_of_those_admitted_whatever_the_model(client, models, model, temperature):
    for seed in range(3):
        found = asked(client, LINES, model=model, temperature=temperature, seed=seed).json()["choices"][0]
        assert found["message"]["content"].strip() in LINES
        assert found["finish_reason"] == "stop"


def test_what_is_admitted_decides_and_not_what_the_model_would_say(client, models):
    assert asked(client, ["martedì"]).json()["choices"][0]["message"]["content"].strip() == "martedì"
    assert asked(client, ["venerdì"]).json()["choices"][0]["message"]["content"].strip() == "venerdì"


def test_an_answer_that_begins_like_another_can_be_given_whole(client, models):
    given = {
        asked(client, ["no", "no grazie"], temperature=2.0, seed=seed).json()["choices"][0]["message"][
            "content"
        ]
        for seed in range(40)
    }
    assert {text.strip() for text in given} == {"no", "no grazie"}


def test_answers_that_do_not_fit_are_refused_before_the_first_token(client, models):
    response = asked(client, ["una risposta molto lunga " * 4], max_tokens=5)
    assert response.status_code == 400
    assert "La più lunga delle risposte ammesse" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    "wish", [{"choice": []}, {"choice": [""]}, {"regex": "[a-z]+"}, {"choice": ["a"], "json": {}}]
)
def test_a_form_that_we_cannot_hold_is_refused_and_not_ignored(client, models, wish):
    body = {"model": "lama", "prompt": "Il", "structured_outputs": wish}
    response = client.post("/v1/completions", json=body)
    assert response.status_code == 422
    assert any(name in response.json()["error"]["message"] for name in ("choice", "regex", "json"))


def test_who_answers_freely_is_not_touched_by_who_does_not(client, models):
    free = {"model": "lama", "prompt": "Il lampione", "max_tokens": 12}
    alone = client.post("/v1/completions", json=free).json()["choices"][0]["text"]
    asked(client, LINES)
    assert client.post("/v1/completions", json=free).json()["choices"][0]["text"] == alone


def test_the_probabilities_told_are_those_of_the_model_and_not_of_the_constraint(client, models):
    found = asked(client, ["martedì"], logprobs=True, top_logprobs=1).json()["choices"][0]
    first = found["logprobs"]["content"][0]
    assert first["logprob"] < first["top_logprobs"][0]["logprob"]


def test_answers_without_an_end_token_are_complete_at_their_last_token():
    admitted = Admitted([[1, 2], [1, 3, 4]])
    admitted.take(1)
    assert not admitted.complete
    admitted.take(2)
    assert admitted.complete


def test_without_admitted_answers_nothing_is_ever_complete():
    admitted = Admitted()
    admitted.take(7)
    assert not admitted.complete
    assert admitted.longest == 0
