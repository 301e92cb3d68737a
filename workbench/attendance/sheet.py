"""The certificate on paper: one A4 page, no scores, nothing in it that is not on its face.

Font: DejaVu Sans, which matplotlib brings (free, from Bitstream Vera): Latin with all its accents, Greek,
Cyrillic. What it lacks, and scripts written from right to left (they need shaping), appears as a small
square, and the page says so.
"""

import io
import unicodedata
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from workbench.attendance.register import Certificate

MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
MISSING = "□"
PLAIN, BOLD = "OfficinaSans", "OfficinaSans-Bold"
MARGIN, EDGE = 71.0, 34.0
"""points: the text keeps 2.5 cm from the paper's edge, the frame 1.2 cm"""
QR_SIDE = 92.0
NOTES = (
    "Il tempo è quello di presenza, arrotondato al quarto d'ora.",
    "L'attestato riguarda la sola presenza: non contiene valutazioni né punteggi.",
    "Il nome è stato scritto da chi ha partecipato, senza controllo di un documento.",
)
INCOMPLETE = (
    f"Alcune lettere del nome mancano nel carattere di stampa e appaiono come {MISSING}: "
    "il nome intero si legge all'indirizzo di verifica."
)


def certificate_pdf(certificate: Certificate, address: str) -> bytes:
    """The PDF of a certificate, the same bytes each time; `address` is that of the page which confirms it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    letters = _register_fonts()
    name, complete = printable(certificate.name, letters)
    module, _ = printable(certificate.module, letters)
    output = io.BytesIO()
    # Invariant: no instant of printing and no identifier of the file in it.
    canvas = Canvas(output, pagesize=A4, lang="it-IT", invariant=1, initialFontName=PLAIN)
    canvas.setTitle(f"Attestato di partecipazione {certificate.code}")
    canvas.setAuthor("Officina")
    canvas.setSubject("Attestato di partecipazione")
    canvas.setCreator("Officina")
    page = _Page(canvas, *A4)
    page.line("Attestato di partecipazione", BOLD, 24, after=54)
    page.line("Si attesta che", PLAIN, 12, after=24)
    page.line(name, BOLD, 22, after=18)
    page.line("ha partecipato all'attività", PLAIN, 12, after=20)
    page.line(module, BOLD, 16, after=18)
    page.line(
        f"del {day_in_words(certificate.date)}, per {time_in_words(certificate.minutes)}.",
        PLAIN,
        12,
        after=44,
    )
    for note in NOTES if complete else (*NOTES, INCOMPLETE):
        page.line(note, PLAIN, 9, after=5)
    page.verification(certificate.code, address)
    canvas.save()
    return output.getvalue()


def printable(text: str, letters: frozenset[int]) -> tuple[str, bool]:
    """The text as the font can show it, and whether it is whole. `letters`: code points of the font."""
    shown = "".join(one if _can_show(one, letters) else MISSING for one in text)
    return shown, shown == text


def time_in_words(minutes: int) -> str:
    """`75` -> `1 ora e 15 minuti`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} {'ora' if hours == 1 else 'ore'}"] * bool(hours) + [f"{rest} minuti"] * bool(rest)
    return " e ".join(parts)


def day_in_words(day: date) -> str:
    """`2026-03-01` -> `1º marzo 2026`, as Italian writes the first of the month."""
    return f"{'1º' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _can_show(character: str, letters: frozenset[int]) -> bool:
    from_the_right = unicodedata.bidirectional(character) in {"R", "AL", "AN"}
    return ord(character) in letters and not from_the_right


@cache
def _register_fonts() -> frozenset[int]:
    """Makes the two fonts known to reportlab, once; the code points that both have."""
    from matplotlib import get_data_path
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(get_data_path()) / "fonts" / "ttf"
    fonts = [TTFont(PLAIN, folder / "DejaVuSans.ttf"), TTFont(BOLD, folder / "DejaVuSans-Bold.ttf")]
    for font in fonts:
        registerFont(font)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


class _Page:
    """Writes down the page, line after line, each centred and broken where it is too wide."""

    def __init__(self, canvas: Any, width: float, height: float) -> None:
        self.canvas = canvas
        self.width = width
        self.top = height - 150
        canvas.rect(EDGE, EDGE, width - 2 * EDGE, height - 2 * EDGE)

    def line(self, text: str, font: str, size: float, *, after: float) -> None:
        """At most two lines: a text that needs more is set smaller."""
        room = self.width - 2 * MARGIN
        while len(parts := _broken(text, font, size, room)) > 2:
            size -= 1
        for part in parts:
            self.canvas.setFont(font, size)
            self.canvas.drawCentredString(self.width / 2, self.top, part)
            self.top -= size * 1.35
        self.top -= after

    def verification(self, code: str, address: str) -> None:
        """Code, address and QR of the page that confirms the certificate, at the foot."""
        self._qr(address)
        left, top = MARGIN + QR_SIDE + 18, MARGIN + QR_SIDE - 20
        for text, font, size in (
            ("Codice di verifica", PLAIN, 9),
            (code, BOLD, 14),
            ("Chiunque può controllare l'attestato a questo indirizzo:", PLAIN, 9),
            (address, PLAIN, 9),
        ):
            self.canvas.setFont(font, size)
            for part in _broken(text, font, size, self.width - MARGIN - left):
                self.canvas.drawString(left, top, part)
                top -= size * 1.7

    def _qr(self, address: str) -> None:
        import segno

        matrix = segno.make(address, error="m", micro=False).matrix
        side, top = QR_SIDE / len(matrix), MARGIN + QR_SIDE
        for number, modules in enumerate(matrix, start=1):
            start = 0
            # Neighbours as one bar: single squares would show hairlines between them.
            for dark, run in groupby(modules):
                width = len(list(run))
                if dark:
                    x, y = MARGIN + start * side, top - number * side
                    self.canvas.rect(x, y, width * side, side, stroke=0, fill=1)
                start += width


def _broken(text: str, font: str, size: float, room: float) -> list[str]:
    """The text in lines of at most `room` points, broken inside a word where that alone is wider."""
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfbase.pdfmetrics import stringWidth

    parts: list[str] = []
    for line in simpleSplit(text, font, size, room):
        while stringWidth(line, font, size) > room:
            fits = next(n for n in range(len(line), 0, -1) if stringWidth(line[:n], font, size) <= room)
            parts.append(line[:fits])
            line = line[fits:]
        parts.append(line)
    return parts
