"""Pages that are pictures: rendered and given to tesseract, where it is installed and asked for."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from workbench.documents.document import Limits

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PROGRAM = "tesseract"
LANGUAGE = "ita"
DOTS_PER_INCH = 300
MOST_DOTS = 30_000_000
"""of a rendered page: an A3 sheet at 300 dots per inch has 17 million"""
HOW_TO_HAVE_IT = (
    "Chi amministra il server può installare tesseract con la lingua italiana "
    "(su Debian e Ubuntu: apt install tesseract-ocr tesseract-ocr-ita)."
)
LISTING_SECONDS = 10
_PDFIUM = Lock()  # the library may be in one thread at a time


def ocr_available() -> bool:
    """Whether tesseract is installed with the Italian language."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    listing = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=LISTING_SECONDS
    )
    return LANGUAGE in (listing.stdout + listing.stderr).split()


def recognise_pages(content: bytes, numbers: list[int], limits: Limits) -> dict[int, str | None]:
    """The text of each of these pages (numbers from 1); None where the time for a page was not enough."""
    with _opened(content) as document:
        return {number: _recognised(_picture(document, number), limits.ocr_seconds) for number in numbers}


@contextmanager
def _opened(content: bytes) -> Iterator["PdfDocument"]:
    from pypdfium2 import PdfDocument

    with _PDFIUM:
        document = PdfDocument(content)
    try:
        yield document
    finally:
        with _PDFIUM:
            document.close()


def _picture(document: "PdfDocument", number: int) -> bytes:
    """The page in shades of grey, as a portable graymap."""
    with _PDFIUM:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / 72, (MOST_DOTS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        dots = bytes(bitmap.buffer)
        rows = (dots[start : start + bitmap.width] for start in range(0, len(dots), bitmap.stride))
        picture = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)
        bitmap.close()
        page.close()
    return picture


def _recognised(picture: bytes, seconds: int) -> str | None:
    command = [PROGRAM, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(DOTS_PER_INCH)]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, check=False, timeout=seconds, env=environment
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else None
