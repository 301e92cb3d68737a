"""The thin thread: a code, a seat, a step, an answer, the console, the board."""

from workbench import rooms
from workbench.rooms import Plan, Step


def test_from_a_code_to_the_board(door, shown):
    client, trainer = door(), door()
    plan = rooms.save_plan(
        Plan(name="breve", title="Capire", steps=(Step(activity="lab-temperatura", minutes=10),))
    )
    opened = trainer.post("/aule", data={"programma": plan.name})
    assert opened.status_code == 303
    console = opened.headers["location"]
    code = console.rsplit("/", 1)[1]

    assert client.get("/v", params={"codice": code.lower()}).headers["location"] == f"/v/{code}"
    assert "Entra nell’aula" in client.get(f"/v/{code}").text
    assert client.post(f"/v/{code}").headers["location"] == f"/v/{code}/codice"
    assert "Codice di rientro" in client.get(f"/v/{code}/codice").text
    assert "Tra poco si comincia" in client.get(f"/v/{code}/posto").text

    assert trainer.post(f"{console}/comando", data={"azione": "inizia"}).status_code == 303
    assert "Prima di guardare" in client.get(f"/v/{code}/posto").text
    form = {"passo": "0", "schermo": "0", "voce.freddo": "5", "voce.tiepido": "2", "voce.caldo": "1"}
    answer = client.post(f"/v/{code}/risposte", data=form)
    assert answer.headers["location"] == f"/v/{code}/posto?passo=0&schermo=1"
    seen = client.get(answer.headers["location"]).text
    assert "Che cosa è uscito" in seen and "Anagrafe" in seen

    board = trainer.get(f"{console}/tabellone").text
    assert "1 su 1" in shown(board) and "uguali a temperatura" not in board
    trainer.post(f"{console}/comando", data={"azione": "mostra", "passo": "0", "valore": "si"})
    assert "uguali a temperatura" in trainer.get(f"{console}/tabellone").text
    assert "1 ha risposto a questo passo" in shown(trainer.get(console).text)
