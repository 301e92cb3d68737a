"""The closing question of an activity: the same idea in another situation, to see whether it travelled."""

from pydantic import BaseModel, ConfigDict, Field, model_validator

from apps.labs.activities.answering import options
from apps.labs.activities.protocol import Answers, Feedback, Item, Line

TRANSFER = "trasferimento"


class Question(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    options: tuple[str, ...] = Field(min_length=2)
    key: int = Field(ge=1)
    """the place of the right option, from 1"""
    why: str

    @model_validator(mode="after")
    def _key_is_an_option(self) -> "Question":
        if self.key > len(self.options):
            raise ValueError("the key is not one of the options")
        return self

    @property
    def item(self) -> Item:
        return Item(TRANSFER, "scelta", self.question, options=options(self.options))

    def feedback(self, value: object) -> Feedback:
        right = value == str(self.key)
        where = self.options[int(value) - 1] if isinstance(value, str) and value.isdecimal() else ""
        line = Line(right, "Risposta giusta" if right else "Risposta da rivedere", where, self.why)
        return Feedback(float(right), int(right), 1, (line,), self.options[self.key - 1])

    def score(self, answers: Answers) -> float | None:
        """1 right, 0 wrong, None not answered."""
        value = answers.get(TRANSFER)
        return None if value is None else float(value == str(self.key))
