"""A backend with fixed answers: for tests, rehearsals, and rooms without a model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.backends.answers import USUAL, Answer, Decoding, Piece, Prompt
from workbench.errors import UserError


@dataclass(frozen=True)
class ScriptedBackend:
    """Answers `answers[prompt]`, else `otherwise`; of a conversation only the last message counts."""

    answers: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""
    labels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """text -> label -> probability"""
    tokens: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """prompt -> next token -> probability"""

    def complete(
        self,
        prompt: Prompt,
        *,
        model: str = "copione",
        decoding: Decoding = USUAL,
        person: str = "",
        request_id: str = "",
    ) -> Answer:
        if decoding.alternatives is not None:
            raise UserError("Il copione non ha le probabilità dei token.", remedy="Usare un modello vero.")
        asked = _last_words(prompt)
        words = self.answers.get(asked, self.otherwise).split(" ")
        text, finish = " ".join(words[: decoding.max_tokens]), "stop"
        if ends := [place for stop in decoding.stop if (place := text.find(stop)) >= 0]:
            text = text[: min(ends)]
        elif len(words) > decoding.max_tokens:
            finish = "length"
        decoding.require_admitted(text)
        return Answer(text, model, 0.0, len(asked.split()), len(text.split()), finish)

    def stream(
        self,
        prompt: Prompt,
        *,
        model: str = "copione",
        decoding: Decoding = USUAL,
        person: str = "",
        request_id: str = "",
    ) -> Iterator[Piece]:
        words = self.complete(prompt, model=model, decoding=decoding).text.split(" ")
        yield from (Piece(word if index == 0 else f" {word}") for index, word in enumerate(words))

    def next_tokens(
        self, prompt: Prompt, *, model: str = "copione", top: int = 20, person: str = ""
    ) -> list[tuple[str, float]]:
        return list(_scripted(self.tokens, _last_words(prompt), "tokens").items())[:top]

    def classify(self, text: str, *, model: str = "copione", person: str = "") -> dict[str, float]:
        return _scripted(self.labels, text, "labels")

    def cancel(self, request_id: str) -> bool:
        return False  # what is scripted is answered at once: nothing ever waits


def _scripted(script: Mapping[str, Mapping[str, float]], text: str, name: str) -> dict[str, float]:
    if text not in script:
        raise UserError(
            "Il copione non ha probabilità per questo testo.", value=text, remedy=f"Aggiungerle a `{name}`."
        )
    return dict(sorted(script[text].items(), key=lambda pair: -pair[1]))


def _last_words(prompt: Prompt) -> str:
    return prompt if isinstance(prompt, str) else prompt[-1]["content"]
