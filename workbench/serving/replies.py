"""The answers of the OpenAI protocol: whole, or in chunks while they are written."""

import time
from dataclasses import dataclass, field
from typing import Any

from workbench.backends import Piece, Token
from workbench.models import Model
from workbench.serving.protocol import ChatRequest, CompletionRequest
from workbench.serving.tickets import End


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
    """Words what happens to a request for completions or chat.

    The token that ends an answer has its probability too, and its special name; it is not part of the text.
    """

    id: str
    request: CompletionRequest | ChatRequest
    created: int = field(default_factory=lambda: round(time.time()))
    tokens: list[Token] = field(default_factory=list)
    text: str = ""

    def add(self, piece: Piece) -> None:
        self.text += piece.text
        self.tokens += piece.tokens

    def chunk(self, piece: Piece) -> dict[str, Any] | None:
        """One event of a stream; None when there is nothing to say yet."""
        if not piece.text and (self.request.decoding.alternatives is None or not piece.tokens):
            return None
        said = (
            {"delta": {"role": "assistant", "content": piece.text}} if self._is_chat else {"text": piece.text}
        )
        return self._envelope({**said, **self._logprobs(piece.tokens), "finish_reason": None}, ".chunk")

    def last_chunk(self, end: End) -> dict[str, Any]:
        nothing: dict[str, Any] = {"delta": {}} if self._is_chat else {"text": ""}
        return self._envelope({**nothing, "finish_reason": end.finish}, ".chunk") | self._usage(end)

    def whole(self, end: End) -> dict[str, Any]:
        said = (
            {"message": {"role": "assistant", "content": self.text}} if self._is_chat else {"text": self.text}
        )
        choice = {**said, "logprobs": None, **self._logprobs(self.tokens), "finish_reason": end.finish}
        return self._envelope(choice, "") | self._usage(end)

    @property
    def _is_chat(self) -> bool:
        return isinstance(self.request, ChatRequest)

    def _usage(self, end: End) -> dict[str, Any]:
        written = len(self.tokens)
        counts = {"prompt_tokens": end.prompt_tokens, "completion_tokens": written}
        return {"usage": counts | {"total_tokens": end.prompt_tokens + written}}

    def _envelope(self, choice: dict[str, Any], suffix: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": f"chat.completion{suffix}" if self._is_chat else "text_completion",
            "created": self.created,
            "model": self.request.model,
            "choices": [{"index": 0, **choice}],
        }

    def _logprobs(self, tokens: "list[Token] | tuple[Token, ...]") -> dict[str, Any]:
        if self.request.decoding.alternatives is None:
            return {}
        if self._is_chat:
            return {"logprobs": {"content": [_chat_logprob(token) for token in tokens]}}
        return {
            "logprobs": {
                "tokens": [token.text for token in tokens],
                "token_logprobs": [token.logprob for token in tokens],
                # Two tokens may read the same (half characters): the likelier one, first in `top`, stays.
                "top_logprobs": [dict(reversed(token.top)) for token in tokens],
            }
        }


def _chat_logprob(token: Token) -> dict[str, Any]:
    top = [{"token": text, "logprob": logprob} for text, logprob in token.top]
    return {"token": token.text, "logprob": token.logprob, "top_logprobs": top}
