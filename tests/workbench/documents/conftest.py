"""Real files, written by the programs' own libraries."""

import base64
import datetime
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """`pdf(["first line", "second"], ["line of page 2"])`."""

    def make(*pages: list[str], draw: Callable[[Any], None] | None = None) -> bytes:
        from reportlab.pdfgen.canvas import Canvas

        file = BytesIO()
        canvas = Canvas(file, pageCompression=1)
        for lines in pages:
            for number, line in enumerate(lines):
                canvas.drawString(60, 800 - 14 * number, line)
            if draw:
                draw(canvas)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    return make


@pytest.fixture
def saved() -> Callable[[Any], bytes]:
    """Bytes of a document of python-docx, odfpy or pypdf."""

    def save(document: Any) -> bytes:
        file = BytesIO()
        (document.write if hasattr(document, "add_blank_page") else document.save)(file)
        return file.getvalue()

    return save


@pytest.fixture(scope="session")
def signed() -> Callable[..., bytes]:
    """A CAdES-like envelope with a certificate made on the spot: `signed(content, detached=False)`."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs7

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Fiorenza Brambillaschi")])
    day = datetime.datetime(2026, 1, 1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day)
        .not_valid_after(day + datetime.timedelta(365))
        .sign(key, hashes.SHA256())
    )

    def sign(content: bytes, *, detached: bool = False, pem: bool = False) -> bytes:
        options = [pkcs7.PKCS7Options.Binary]
        if detached:
            options.append(pkcs7.PKCS7Options.DetachedSignature)
        builder = (
            pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
        )
        encoding = serialization.Encoding.PEM if pem else serialization.Encoding.DER
        return builder.sign(encoding, options)

    return sign


@pytest.fixture
def base64_lines() -> Callable[[bytes], bytes]:
    return base64.encodebytes
