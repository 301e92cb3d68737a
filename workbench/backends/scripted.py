"""A backend with fixed answers: for tests, rehearsals, and rooms without a model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.backends.answers import Answer, Piece, Prompt
from workbench.errors import UserError


@dataclass(frozen=True)
class ScriptedBackend:
    """Answers `answers[prompt]`, else `otherwise`; of a conversation only the last message counts."""

    answers: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""
    labels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """text -> label -> probability"""

    def complete(
        self,
        prompt: Prompt,
        *,
        model: str = "copione",
        max_tokens: int = 200,
        temperature: float = 0.0,
        seed: int = 20,
    ) -> Answer:
        asked = _last_words(prompt)
        words = self.answers.get(asked, self.otherwise).split(" ")
        text, finish = " ".join(words[:max_tokens]), "length" if len(words) > max_tokens else "stop"
        return Answer(text, model, 0.0, len(asked.split()), len(text.split()), finish)

    def stream(
        self,
        prompt: Prompt,
        *,
        model: str = "copione",
        max_tokens: int = 200,
        temperature: float = 0.0,
        seed: int = 20,
    ) -> Iterator[Piece]:
        words = self.complete(prompt, model=model, max_tokens=max_tokens).text.split(" ")
        yield from (Piece(word if index == 0 else f" {word}") for index, word in enumerate(words))

    def classify(self, text: str, *, model: str = "copione") -> dict[str, float]:
        if text not in self.labels:
            raise UserError(
                "Il copione non ha etichette per questo testo.", value=text, remedy="Aggiungerle a `labels`."
            )
        return dict(sorted(self.labels[text].items(), key=lambda pair: -pair[1]))


def _last_words(prompt: Prompt) -> str:
    return prompt if isinstance(prompt, str) else prompt[-1]["content"]
