import re
import zlib
from base64 import a85decode
from datetime import date

import pytest

from workbench.attendance import Certificate, certificate_pdf
from workbench.attendance.sheet import day_in_words, printable, time_in_words
from workbench.settings import REPOSITORY

ADDRESS = "http://192.168.1.5:8800/attestati/AT-7KQ4M-9XCWR"
CERTIFICATE = Certificate("AT-7KQ4M-9XCWR", "Łukasz Đặng", "Perché l'IA sbaglia", 75, date(2026, 11, 22))


def unpacked(pdf: bytes) -> bytes:
    """The file with its streams decompressed."""
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\n?endstream", pdf, re.DOTALL):
        try:
            found.append(
                zlib.decompress(a85decode(stream, adobe=b"~>" in stream and stream.startswith(b"<~")))
            )
        except (ValueError, zlib.error):
            found.append(stream)
    return b"\n".join(found)


def test_the_sheet_is_one_a4_page_in_italian_with_clean_metadata():
    pdf = certificate_pdf(CERTIFICATE, ADDRESS)
    text = unpacked(pdf)
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    assert text.count(b"/Type /Page\n") + text.count(b"/Type /Page ") == 1
    assert b"/MediaBox [ 0 0 595.2756 841.8898 ]" in text
    assert b"/Lang (it-IT)" in text
    assert b"Attestato di partecipazione AT-7KQ4M-9XCWR" in text
    for hidden in (b"anonymous", b"untitled", str(REPOSITORY).encode(), b"/home", b"site-packages"):
        assert hidden not in text


def test_the_same_certificate_is_the_same_file_at_any_time():
    assert certificate_pdf(CERTIFICATE, ADDRESS) == certificate_pdf(CERTIFICATE, ADDRESS)


def test_the_fonts_travel_with_the_sheet():
    assert certificate_pdf(CERTIFICATE, ADDRESS).count(b"/FontFile2") == 2


@pytest.mark.parametrize(
    "name",
    ["Nicolò Però", "Łukasz Żółć", "Đặng Thị Hương", "Ștefan Țiriac", "Ольга", "Γιώργος", "Gülşah Çağrı"],
)
def test_latin_with_every_accent_greek_and_cyrillic_are_printed_whole(name):
    from workbench.attendance.sheet import _register_fonts

    assert printable(name, _register_fonts()) == (name, True)


@pytest.mark.parametrize(("name", "shown"), [("王 Wang", "□ Wang"), ("علي", "□□□"), ("דנה", "□□□")])
def test_what_the_font_lacks_is_a_square_and_does_not_fail(name, shown):
    from workbench.attendance.sheet import _register_fonts

    assert printable(name, _register_fonts()) == (shown, False)
    whole = certificate_pdf(CERTIFICATE, ADDRESS)
    lacking = certificate_pdf(Certificate(CERTIFICATE.code, name, "x", 15, CERTIFICATE.date), ADDRESS)
    assert lacking != whole


@pytest.mark.parametrize("length", [1, 80, 120])
def test_long_names_modules_and_addresses_find_room(length):
    long = Certificate("AT-7KQ4M-9XCWR", "W" * min(length, 80), "W" * length, 4305, date(2026, 1, 1))
    assert certificate_pdf(long, f"https://{'a' * length}.example.it").startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(15, "15 minuti"), (60, "1 ora"), (75, "1 ora e 15 minuti"), (120, "2 ore"), (150, "2 ore e 30 minuti")],
)
def test_the_time_is_written_in_words(minutes, words):
    assert time_in_words(minutes) == words


def test_the_first_of_the_month_is_written_as_italian_does():
    assert day_in_words(date(2026, 3, 1)) == "1º marzo 2026"
    assert day_in_words(date(2026, 12, 31)) == "31 dicembre 2026"
