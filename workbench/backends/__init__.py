"""Who answers: the model process, any OpenAI-compatible server, or a script with fixed answers."""

from workbench.backends.answers import Answer, Backend, Decoding, Message, Piece, Prompt, Token
from workbench.backends.http import HttpBackend, local_backend
from workbench.backends.scripted import ScriptedBackend

BACKENDS = (HttpBackend, ScriptedBackend)

__all__ = [
    "BACKENDS",
    "Answer",
    "Backend",
    "Decoding",
    "HttpBackend",
    "Message",
    "Piece",
    "Prompt",
    "ScriptedBackend",
    "Token",
    "local_backend",
]
