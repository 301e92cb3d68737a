"""The certificate of attendance: a token handed to the phone, and only then a name.

The page that asks the name lives under another path than the room: the phone sends it the token, and not the
cookie of its seat.
"""

from starlette.responses import Response

from apps.labs.web.participants.seat import Seat
from apps.labs.web.shared.addresses import reach
from apps.labs.web.shared.cookies import (
    TOKEN_COOKIE,
    TOKEN_PATH,
    forget_token,
    keep_number,
    keep_token,
    number_of,
)
from apps.labs.web.shared.page import html
from apps.labs.web.shared.visit import Visit, go
from workbench import attendance, rooms
from workbench.errors import UserError

LONGEST_NAME = 120


def hand_over(seat: Seat, visit: Visit) -> Response:
    """Gives this phone its token when the room is closed; asked again, the same one.

    The phone has the number of the token before the token is bound to it: whatever answer is lost on the
    way, it asks with the same number again, and a certificate made meanwhile is found again.
    """
    if seat.room.state != "chiusa":
        return html("aula/attestato_presto.html", seat=seat)
    number = number_of(visit, seat.room.code)
    if not number:
        return _draw_number(seat, visit)
    token = attendance.issue_token(seat.room, rooms.minutes_present(seat.participant.id), number)
    answer = go(f"{TOKEN_PATH}/ritiro")
    if rooms.claim_token(seat.participant, number):
        keep_token(answer, visit, token)
    return answer


def _draw_number(seat: Seat, visit: Visit) -> Response:
    """The number first, then the same page again; none where the token is on another phone."""
    if seat.participant.token_issued or "numero" in visit.query:
        return go(f"{TOKEN_PATH}/ritiro")
    answer = go(f"{seat.here}/attestato?numero=1")
    keep_number(answer, visit, seat.room.code, attendance.new_number())
    return answer


def ask_name(visit: Visit) -> Response:
    has_token = bool(visit.cookies.get(TOKEN_COOKIE))
    return html("aula/attestato.html", 200 if has_token else 404, has_token=has_token)


def redeem(visit: Visit) -> Response:
    token, name = visit.cookies.get(TOKEN_COOKIE, ""), visit.text("nome").strip()
    if not token:
        return ask_name(visit)
    try:
        found = attendance.redeem(token, name[: LONGEST_NAME * 2])
    except UserError as error:
        return html("aula/attestato.html", 422, has_token=True, error=error, typed=name[:LONGEST_NAME])
    answer = go(f"{TOKEN_PATH}/{found.code}?ritirato=1")
    forget_token(answer, visit)
    return answer


def verify(visit: Visit) -> Response:
    """Whether a certificate with this code was issued here: open to everybody who holds the paper."""
    found = attendance.find_certificate(visit.code)
    fresh = "ritirato" in visit.query
    return html("aula/verifica.html", 200 if found else 404, found=found, fresh=fresh, typed=visit.code[:40])


def ask_certificate(visit: Visit) -> Response:
    typed = visit.query.get("codice", "").strip()
    return (
        go(f"{TOKEN_PATH}/{attendance.read_code(typed)}") if typed else html("aula/verifica.html", found=None)
    )


def pdf(visit: Visit) -> Response:
    found = attendance.find_certificate(visit.code)
    if found is None:
        return verify(visit)
    address = f"{reach().address}{TOKEN_PATH}/{found.code}"
    headers = {
        "Content-Disposition": f'inline; filename="attestato-{found.code}.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(attendance.certificate_pdf(found, address), media_type="application/pdf", headers=headers)
