"""A break: nothing to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.labs.activities.answering import checked
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Kind, Panel, Screen
from workbench.rooms import Call


@dataclass(frozen=True)
class Pause:
    id: str = "pausa"
    kind: Kind = "pausa"
    title: str = "Pausa"
    minutes: int = 10
    objective: str = "Staccare gli occhi dallo schermo."
    tags: tuple[str, ...] = ()
    calls_per_person: int = 0
    calls_tokens: int = 0

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        told = ("Si riprende quando lo dice chi conduce. Questa pagina si può lasciare aperta.",)
        return (Screen("pausa", "Pausa", told),)

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        return checked(self.screens(participant_seed), item_id, raw)

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        return Panel()

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        return ()

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        return Feedback(0.0, 0, 0, ())

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        return ()

    def score(self, answers: Answers) -> dict[str, float | None]:
        return {}


PAUSE = Pause()
