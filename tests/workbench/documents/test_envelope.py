import pytest

from workbench.documents import read_document
from workbench.errors import UserError

UNVERIFIED = "Firma non verificata"


def test_the_document_inside_is_read_and_the_signer_is_not_kept(signed, pdf) -> None:
    document = read_document("atto.pdf.p7m", signed(pdf(["Comune di Legnano"])))
    assert document.format == "pdf"
    assert document.text == "Comune di Legnano"
    assert document.notes[0].startswith(UNVERIFIED)
    assert len(document.notes) == 1
    assert "Brambillaschi" not in repr(document)


def test_pem_base64_and_envelopes_in_envelopes_are_opened(signed, base64_lines) -> None:
    content = b"Determina di affidamento"
    forms = [
        signed(content, pem=True),
        base64_lines(signed(content)),
        b"\r\n" + base64_lines(signed(content)).replace(b"\n", b"\r\n"),
        signed(signed(content)),
        signed(base64_lines(signed(content))),
    ]
    for form in forms:
        document = read_document("atto.txt.p7m", form)
        assert document.text == "Determina di affidamento"
        assert [note[: len(UNVERIFIED)] for note in document.notes] == [UNVERIFIED]


def _length(count: int) -> bytes:
    if count < 128:
        return bytes([count])
    size = (count.bit_length() + 7) // 8
    return bytes([0x80 | size]) + count.to_bytes(size, "big")


def test_the_chunked_envelopes_of_indefinite_length_of_signing_programs_are_opened(pdf) -> None:
    """BER as CAdES programs write it: constructed octet strings of 1,000 bytes, closed by two zeros."""
    content = pdf(["Comune di Legnano"] * 40)
    chunks = (content[start : start + 1000] for start in range(0, len(content), 1000))
    octets = b"\x24\x80" + b"".join(b"\x04" + _length(len(chunk)) + chunk for chunk in chunks) + b"\0\0"
    data = bytes.fromhex("06092a864886f70d010701")
    inner = b"\x30\x80" + data + b"\xa0\x80" + octets + b"\0\0" + b"\0\0"
    body = b"\x30\x80" + b"\x02\x01\x01" + b"\x31\x00" + inner + b"\x31\x00" + b"\0\0"
    envelope = b"\x30\x80" + bytes.fromhex("06092a864886f70d010702") + b"\xa0\x80" + body + b"\0\0" + b"\0\0"
    assert "Legnano" in read_document("atto.pdf.p7m", envelope).text


def test_a_signature_without_its_document_is_refused(signed) -> None:
    with pytest.raises(UserError, match="solo la firma"):
        read_document("atto.pdf.p7s", signed(b"Determina", detached=True))


def test_damaged_envelopes_are_refused(signed, base64_lines) -> None:
    content = signed(b"Determina di affidamento " * 100)
    for damaged in (content[:200], content[:25], base64_lines(content[:300]), b"\x00\x01\x02" * 300):
        with pytest.raises(UserError, match="danneggiato"):
            read_document("atto.pdf.p7m", damaged)


def test_an_encrypted_envelope_is_refused() -> None:
    enveloped = b"\x30\x0f" + bytes.fromhex("06092a864886f70d010703") + b"\xa0\x02\x30\x00"
    with pytest.raises(UserError, match="cifrato"):
        read_document("atto.pdf.p7m", enveloped)


def test_too_many_envelopes_are_refused(signed) -> None:
    content = b"Determina"
    for _ in range(7):
        content = signed(content)
    with pytest.raises(UserError, match="più di 5 buste"):
        read_document("a.p7m", content)


def test_a_name_that_promises_a_signature_is_contradicted(pdf) -> None:
    document = read_document("atto.p7m", pdf(["Determina"]))
    assert document.notes == (
        "Il nome finisce con «.p7m», ma il contenuto è un PDF: è stato letto come tale.",
    )


def test_a_limit_holds_inside_the_envelope_too(signed, pdf) -> None:
    with pytest.raises(UserError, match="501 pagine"):
        read_document("a.pdf.p7m", signed(pdf(*[["riga"]] * 501)))
