"""The requests of the OpenAI protocol that we understand; unknown fields of other clients are ignored."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, field_validator

from workbench.backends import Decoding

LONGEST_TEXT = 200_000
MOST_ADMITTED, LONGEST_ADMITTED = 1000, 8000


class Asking(BaseModel):
    model: str
    user: str = Field(default="", max_length=200)
    """a pseudonym of the person who asks; the quota and the fair queue go by it"""

    @field_validator("user", mode="before")
    @classmethod
    def _nobody_for_null(cls, value: Any) -> Any:
        return value or ""


class Structure(BaseModel, extra="forbid"):
    """What the answer must look like; other forms than a choice are refused, not ignored."""

    choice: list[Annotated[str, Field(min_length=1, max_length=LONGEST_ADMITTED)]] = Field(
        min_length=1, max_length=MOST_ADMITTED
    )


class Writing(Asking):
    """A request to write: the fields that continuing a text and answering a conversation share."""

    stream: bool = False
    max_tokens: int = Field(default=200, ge=1, le=4096)
    temperature: float = Field(default=0.0, ge=0, le=2)
    top_p: float = Field(default=1.0, gt=0, le=1)
    seed: int = Field(default=20, ge=0, lt=2**63)
    stop: list[str] = Field(default_factory=list, max_length=8)
    structured_outputs: Structure | None = None

    @property
    def decoding(self) -> Decoding:
        return Decoding(
            self.max_tokens,
            self.temperature,
            self.top_p,
            self.seed,
            tuple(filter(None, self.stop)),
            self._alternatives,
            tuple(self.structured_outputs.choice) if self.structured_outputs else (),
        )

    @property
    def _alternatives(self) -> int | None:
        """How many likely tokens to report at each place; None when no probabilities are asked."""
        return None

    @field_validator("stop", mode="before")
    @classmethod
    def _as_list(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value or []

    @field_validator("seed", "temperature", "top_p", "max_tokens", mode="before")
    @classmethod
    def _default_for_null(cls, value: Any, info: Any) -> Any:
        return cls.model_fields[info.field_name].default if value is None else value


class CompletionRequest(Writing):
    prompt: str = Field(max_length=LONGEST_TEXT)
    logprobs: int | None = Field(default=None, ge=0, le=20)

    @field_validator("prompt", mode="before")
    @classmethod
    def _only_one(cls, value: Any) -> Any:
        return value[0] if isinstance(value, list) and len(value) == 1 else value

    @property
    def _alternatives(self) -> int | None:
        return self.logprobs


class ChatMessage(BaseModel):
    role: Literal["system", "user", "assistant"]
    content: str = Field(max_length=LONGEST_TEXT)


class ChatRequest(Writing):
    messages: list[ChatMessage] = Field(min_length=1, max_length=200)
    logprobs: bool = False
    top_logprobs: int = Field(default=0, ge=0, le=20)

    @property
    def _alternatives(self) -> int | None:
        return self.top_logprobs if self.logprobs else None


class ClassifyRequest(Asking):
    text: str = Field(max_length=LONGEST_TEXT)


Request = CompletionRequest | ChatRequest | ClassifyRequest
