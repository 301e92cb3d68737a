"""The answers of the OpenAI protocol: whole, or in chunks while they are written."""

from dataclasses import dataclass, field
from typing import Any

from workbench.models import Model
from workbench.serving.decoding import Token
from workbench.serving.protocol import ChatRequest, CompletionRequest


def model_card(model: Model) -> dict[str, Any]:
    """One entry of `/v1/models`; the last three fields are ours."""
    return {
        "id": model.reference,
        "object": "model",
        "owned_by": "officina",
        "name": model.name,
        "task": model.task,
        "licence": model.licence,
    }


@dataclass
class Reply:
    """Gathers the tokens of one answer, cuts it at the stop texts, and words it for completions or chat."""

    id: str
    request: CompletionRequest | ChatRequest
    created: int
    prompt_tokens: int = 0
    cancelled: bool = False
    tokens: list[Token] = field(default_factory=list)
    text: str = ""
    stopped: bool = False

    def add(self, token: Token) -> str:
        """The characters that may be shown now; sets `stopped` when a stop text appears."""
        self.tokens.append(token)
        before = len(self.text)
        self.text += token.text
        found = [place for stop in self.request.stop if (place := self.text.find(stop)) >= 0]
        if found:
            self.stopped = True
            self.text = self.text[: min(found)]
        return self.text[before:]

    @property
    def finish(self) -> str:
        if self.cancelled:
            return "cancelled"
        return "length" if not self.stopped and len(self.tokens) >= self.request.max_tokens else "stop"

    def chunk(self, text: str) -> dict[str, Any]:
        """One event of a stream."""
        choice = {"delta": {"role": "assistant", "content": text}} if self._is_chat else {"text": text}
        return self._envelope({**choice, "finish_reason": None}, ".chunk" if self._is_chat else "")

    def last_chunk(self) -> dict[str, Any]:
        choice: dict[str, Any] = {"delta": {}} if self._is_chat else {"text": ""}
        return self._envelope({**choice, "finish_reason": self.finish}, ".chunk" if self._is_chat else "")

    def whole(self) -> dict[str, Any]:
        message = (
            {"message": {"role": "assistant", "content": self.text}} if self._is_chat else {"text": self.text}
        )
        choice = {**message, "finish_reason": self.finish, "logprobs": self._logprobs()}
        usage = {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": len(self.tokens),
            "total_tokens": self.prompt_tokens + len(self.tokens),
        }
        return {**self._envelope(choice, ""), "usage": usage}

    @property
    def _is_chat(self) -> bool:
        return isinstance(self.request, ChatRequest)

    def _envelope(self, choice: dict[str, Any], suffix: str) -> dict[str, Any]:
        kind = f"chat.completion{suffix}" if self._is_chat else "text_completion"
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.request.model,
            "choices": [{"index": 0, **choice}],
        }

    def _logprobs(self) -> dict[str, Any] | None:
        if self.request.alternatives is None:
            return None
        if self._is_chat:
            return {"content": [_chat_logprob(token) for token in self.tokens]}
        return {
            "tokens": [token.text for token in self.tokens],
            "token_logprobs": [token.logprob for token in self.tokens],
            # Two tokens may read the same (half characters): the likelier one, first in `top`, stays.
            "top_logprobs": [dict(reversed(token.top)) for token in self.tokens],
        }


def _chat_logprob(token: Token) -> dict[str, Any]:
    top = [{"token": text, "logprob": logprob} for text, logprob in token.top]
    return {"token": token.text, "logprob": token.logprob, "top_logprobs": top}
