"""From a request and the values of its variables to a draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from apps.municipal.tenders.drafting.clause import BRACES, Clause, Variable
from apps.municipal.tenders.drafting.draft import Accepted, Draft, Entry, Origin, Paragraph, Style
from apps.municipal.tenders.drafting.figures import FIGURES, Values
from apps.municipal.tenders.drafting.library import Library, read_library
from apps.municipal.tenders.drafting.request import Circumstances, Request, look_into
from apps.municipal.tenders.drafting.template import Section, Slot, Template
from apps.municipal.tenders.drafting.values import given, placeholder, written
from workbench.errors import UserError

STYLES: dict[str, Style] = {
    "intestazione": "intestazione",
    "testo": "testo",
    "elenco": "elenco",
    "articoli": "testo",
}


def compose(request: Request, values: Mapping[str, str], accepted: Sequence[Accepted] = ()) -> Draft:
    """The act with the clauses that hold on its day and for its case; what nobody wrote is an open field.

    `values`: what people typed, by name of variable or slot. `accepted`: texts of a model, accepted; such a
    slot stays «testo IA» as long as its value is the accepted text.

    Raises:
        UserError: for a value that cannot be read, an act that this case does not allow, a day without rules.
    """
    library = read_library()
    kept = given(request, values)
    valid = tuple(each for each in accepted if kept.get(each.proposal.subject) == each.text)
    known = look_into(request, kept.get("oggetto", ""), uses_model=bool(valid))
    template = _template(library, request, known)
    composer = _Composer(library, known, kept, frozenset(each.proposal.subject for each in valid))
    paragraphs = tuple(composer.paragraphs(template))
    return Draft(
        request=request,
        title=template.title,
        template=template.id,
        version=template.version,
        values=kept,
        paragraphs=paragraphs,
        entries=_entries(library, paragraphs, composer.asked(template), kept),
        accepted=valid,
    )


def _template(library: Library, request: Request, known: Circumstances) -> Template:
    found = library.templates.get(request.atto)
    if found is None:
        raise UserError(
            "Per questo tipo di atto non c'è un modello.",
            value=request.atto,
            remedy=f"Scegliere fra: {', '.join(library.templates)}.",
        )
    if not found.when.holds(known):
        raise UserError(
            found.refusal or "Questo atto non si può comporre per il caso indicato.",
            value=f"{known.procedure}, {known.situation.route.figure.article}",
            remedy="Controllare oggetto, importo e data, oppure scegliere un altro atto.",
        )
    return found


@dataclass(frozen=True)
class _Composer:
    library: Library
    known: Circumstances
    values: Values
    from_model: frozenset[str]

    def paragraphs(self, template: Template) -> Iterator[Paragraph]:
        yield from self._renumbered(self._sections(template))

    def _sections(self, template: Template) -> Iterator[Paragraph]:
        article = 0
        for section in template.sections:
            body = list(self._entries(section)) if section.when.holds(self.known) else []
            if not body:
                continue
            if section.title:
                article += section.style == "articoli"
                title = f"Art. {article} – {section.title}" if section.style == "articoli" else section.title
                style: Style = "titoletto"
                yield Paragraph(
                    title, style, "clausola", template.id, template.title, template.version, template.approval
                )
            yield from body

    def asked(self, template: Template) -> dict[str, bool]:
        """The names of variables and slots of this act -> whether they are optional."""
        found: dict[str, bool] = {}
        for section in template.sections:
            for entry in section.entries if section.when.holds(self.known) else ():
                if isinstance(entry, Slot):
                    found[entry.slot] = entry.optional
                    continue
                clause = self._held(entry)
                for name in clause.names if clause else ():
                    found.update(dict.fromkeys(FIGURES[name].needs if name in FIGURES else (name,), False))
        return found

    def _held(self, identifier: str) -> Clause | None:
        clause = self.library.clause(identifier, self.known.case.data)
        return clause if clause and clause.when.holds(self.known) else None

    def _entries(self, section: Section) -> Iterator[Paragraph]:
        style = STYLES[section.style]
        for entry in section.entries:
            if isinstance(entry, Slot):
                yield from self._slot(entry, style)
                continue
            clause = self.library.clause(entry, self.known.case.data)
            if clause and clause.when.holds(self.known):
                for text in _lines(self.filled(clause)):
                    shown: Style = (
                        "titolo" if clause.id == "titolo" or clause.id.endswith(".titolo") else style
                    )
                    yield Paragraph(
                        text, shown, "clausola", clause.id, clause.title, clause.version, clause.approval
                    )

    def _slot(self, slot: Slot, style: Style) -> Iterator[Paragraph]:
        variable = self._variable(slot.slot, "modello")
        text = self.values.get(slot.slot, "")
        if not text and slot.optional:
            return
        origin: Origin = "testo IA" if slot.slot in self.from_model else "testo dell'utente"
        lines = _lines(text) or [placeholder(variable)]
        for at, line in enumerate(lines):
            yield Paragraph(
                f"{slot.before if not at else ''}{line}", style, origin, slot.slot, variable.title
            )

    def filled(self, clause: Clause) -> str:
        return BRACES.sub(lambda match: self._word(match[1], clause.id), clause.text)

    def _word(self, name: str, where: str) -> str:
        figure = FIGURES.get(name)
        if figure is None:
            variable = self._variable(name, where)
            return written(variable, self.values[name]) if name in self.values else placeholder(variable)
        for need in figure.needs:
            asked = self._variable(need, where)
            if need not in self.values:
                return placeholder(asked)
            written(asked, self.values[need])
        return figure.text(self.known, self.values)

    def _variable(self, name: str, where: str) -> Variable:
        variable = self.library.variables.get(name)
        if variable is None:
            raise UserError(
                f"«{where}» usa una variabile che non è descritta.",
                value=name,
                remedy="Descriverla fra le variabili della clausola (`variables`).",
            )
        return variable

    def _renumbered(self, paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
        number = 0
        for paragraph in paragraphs:
            number = number + 1 if paragraph.style == "elenco" else 0
            yield replace(paragraph, number=number)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _entries(
    library: Library, paragraphs: Sequence[Paragraph], asked: Mapping[str, bool], values: Values
) -> tuple[Entry, ...]:
    """What the act asks, in the order in which it does; `asked`: name -> whether it may stay empty."""
    found = []
    for name, optional in asked.items():
        variable = library.variables[name]
        mark = placeholder(variable)
        places = tuple(at for at, paragraph in enumerate(paragraphs) if mark in paragraph.text)
        told = (variable.title, variable.kind, variable.help, variable.example)
        found.append(Entry(name, *told, values.get(name, ""), optional, places))
    return tuple(found)
