"""The requests that one model answers together."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.backends import Decoding, Piece, Token
from workbench.errors import UserError
from workbench.models import encode_admitted, encode_open_text, encode_turns
from workbench.serving.admitted import Admitted
from workbench.serving.batch import Batch
from workbench.serving.decoding import choose
from workbench.serving.protocol import ChatRequest, CompletionRequest
from workbench.serving.shelf import Loaded
from workbench.serving.spelling import Spelling
from workbench.serving.tickets import End, Event, Ticket

if TYPE_CHECKING:
    import torch


@dataclass(eq=False)
class Row:
    """One answer while it is written."""

    ticket: Ticket
    decoding: Decoding
    spelling: Spelling
    generator: "torch.Generator"
    prompt_tokens: int
    most: int
    """tokens that may be written: as many as asked, within the context"""
    admitted: Admitted
    written: int = 0
    last: int = 0

    def end(self, finish: str) -> End:
        return End(finish, self.prompt_tokens)


class Group:
    """Rows join and leave between steps. What a row says depends on its prompt, decoding and seed only."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self._batch = Batch(loaded.network)
        self._rows: list[Row] = []

    def admit(self, ticket: Ticket) -> list[tuple[Ticket, Event]]:
        """Reads the prompt and writes the first token.

        Raises:
            UserError: when nothing is asked, or more than the model can read at once.
        """
        import torch

        assert isinstance(ticket.request, CompletionRequest | ChatRequest)
        ids, decoding = self._prompt(ticket.request), ticket.request.decoding
        most = min(decoding.max_tokens, self.loaded.context - len(ids))
        admitted = self._admitted(decoding.admitted, most)
        logits = self._batch.join(ids)
        row = Row(
            ticket,
            decoding,
            Spelling(self.loaded.decode, decoding.stop),
            torch.Generator().manual_seed(decoding.seed),
            prompt_tokens=len(ids),
            most=most,
            admitted=admitted,
        )
        self._rows.append(row)
        return self._write([row], logits)

    def step(self) -> list[tuple[Ticket, Event]]:
        """One more token for everybody; those who were cancelled end without."""
        leaving = [row for row in self._rows if row.ticket.cancelled]
        self._keep_without(leaving)
        ended: list[tuple[Ticket, Event]] = [(row.ticket, row.end("cancelled")) for row in leaving]
        if not self._rows:
            return ended
        logits = self._batch.step([row.last for row in self._rows])
        return ended + self._write(self._rows, logits)

    def __len__(self) -> int:
        return len(self._rows)

    def _prompt(self, request: CompletionRequest | ChatRequest) -> list[int]:
        tokenizer = self.loaded.tokenizer
        if isinstance(request, ChatRequest):
            ids = encode_turns(tokenizer, [message.model_dump() for message in request.messages])
        else:
            ids = encode_open_text(tokenizer, request.prompt)
        if not ids:
            raise UserError("La richiesta è vuota.", remedy="Scrivere almeno una parola.")
        if len(ids) >= self.loaded.context:
            raise UserError(
                f"La richiesta è troppo lunga per questo modello: {len(ids)} token su {self.loaded.context}.",
                remedy="Accorciare il testo.",
            )
        return ids

    def _admitted(self, answers: tuple[str, ...], most: int) -> Admitted:
        admitted = Admitted(encode_admitted(self.loaded.tokenizer, answers))
        if admitted.longest > most:
            raise UserError(
                f"La più lunga delle risposte ammesse occupa {admitted.longest} token, e se ne possono "
                f"scrivere {most}.",
                remedy="Aumentare la lunghezza massima, oppure accorciare la risposta o la richiesta.",
            )
        return admitted

    def _write(self, rows: list[Row], logits: "torch.Tensor") -> list[tuple[Ticket, Event]]:
        """Chooses a token for each row from its logits and says what became of it."""
        narrowed = logits.clone()
        for index, row in enumerate(rows):
            narrowed[index] = row.admitted.narrow(logits[index])
        chosen = choose(narrowed, [row.decoding for row in rows], [row.generator for row in rows])
        scored = self._score(rows, logits, chosen)
        events: list[tuple[Ticket, Event]] = []
        leaving = []
        for row, token in zip(rows, scored, strict=True):
            said = self._say(row, token)
            events += [(row.ticket, event) for event in said]
            if isinstance(said[-1], End):
                leaving.append(row)
        self._keep_without(leaving)
        return events

    def _say(self, row: Row, token: Token) -> list[Event]:
        row.written += 1
        if row.last in self.loaded.ends:
            return [Piece(row.spelling.rest(), tokens=(token,)), row.end("stop")]
        text = row.spelling.add(row.last)
        if row.spelling.stopped:
            return [Piece(text, tokens=(token,)), row.end("stop")]
        if row.admitted.complete:
            return [Piece(text + row.spelling.rest(), tokens=(token,)), row.end("stop")]
        if row.written >= row.most:
            return [Piece(text + row.spelling.rest(), tokens=(token,)), row.end("length")]
        return [Piece(text, tokens=(token,))]

    def _score(self, rows: list[Row], logits: "torch.Tensor", chosen: "torch.Tensor") -> list[Token]:
        """The chosen tokens, which `last` of each row now holds, with the probabilities the model gave."""
        logprobs = logits.log_softmax(-1)
        most = max(row.decoding.alternatives or 0 for row in rows)
        values, ids = (found.tolist() for found in logprobs.topk(min(most, logits.shape[-1])))
        own = logprobs.gather(1, chosen[:, None])[:, 0].tolist()
        scored = []
        for index, row in enumerate(rows):
            row.last = int(chosen[index])
            row.admitted.take(row.last)
            top = zip(map(self.loaded.text_of, ids[index]), values[index], strict=True)
            wanted = row.decoding.alternatives or 0
            scored.append(Token(self.loaded.text_of(row.last), own[index], tuple(top)[:wanted]))
        return scored

    def _keep_without(self, leaving: list[Row]) -> None:
        if leaving:
            kept = [index for index, row in enumerate(self._rows) if row not in leaving]
            self._batch.keep(kept)
            self._rows = [self._rows[index] for index in kept]
