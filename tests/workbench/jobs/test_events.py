import json
from pathlib import Path

from workbench.jobs import Events, last_event, read_events, request_stop, stop_requested


def test_events_are_read_back_in_order_with_a_moment(tmp_path: Path) -> None:
    events = Events(tmp_path)
    events.write("start", steps=2)
    events.write("step", step=1, loss=0.5, text="perché no")
    found, _ = read_events(tmp_path)
    assert [event["kind"] for event in found] == ["start", "step"]
    assert found[1]["text"] == "perché no" and found[1]["time"] > 1e9


def test_reading_goes_on_from_the_given_offset(tmp_path: Path) -> None:
    events = Events(tmp_path)
    events.write("start")
    _, offset = read_events(tmp_path)
    assert read_events(tmp_path, offset) == ([], offset)
    events.write("step", step=1)
    found, _ = read_events(tmp_path, offset)
    assert [event["kind"] for event in found] == ["step"]


def test_a_line_still_being_written_is_left_for_the_next_reading(tmp_path: Path) -> None:
    Events(tmp_path).write("start")
    line = json.dumps({"kind": "step", "step": 1}) + "\n"
    with (tmp_path / "events.jsonl").open("a") as file:
        file.write(line[:10])
        file.flush()
        found, offset = read_events(tmp_path)
        assert [event["kind"] for event in found] == ["start"]
        file.write(line[10:])
    assert read_events(tmp_path, offset)[0][0]["step"] == 1


def test_a_line_torn_by_a_kill_is_skipped_and_the_next_one_is_whole(tmp_path: Path) -> None:
    Events(tmp_path).write("start")
    with (tmp_path / "events.jsonl").open("a") as file:
        file.write('{"kind": "step", "st')
    Events(tmp_path).write("step", step=7)
    assert [event["kind"] for event in read_events(tmp_path)[0]] == ["start", "step"]
    assert last_event(tmp_path, "step")["step"] == 7  # type: ignore[index]


def test_a_loss_that_is_not_a_number_becomes_null(tmp_path: Path) -> None:
    Events(tmp_path).write("step", loss=float("nan"))
    assert read_events(tmp_path)[0][0]["loss"] is None


def test_the_last_event_is_found_without_reading_a_long_file(tmp_path: Path) -> None:
    events = Events(tmp_path)
    for step in range(400):
        events.write("step", step=step, padding="x" * 100)
    assert last_event(tmp_path, "step", "end")["step"] == 399  # type: ignore[index]
    assert last_event(tmp_path, "end") is None


def test_a_folder_without_events_has_none(tmp_path: Path) -> None:
    assert read_events(tmp_path) == ([], 0)
    assert last_event(tmp_path, "step") is None


def test_a_stop_is_seen_once_requested(tmp_path: Path) -> None:
    assert not stop_requested(tmp_path)
    request_stop(tmp_path)
    assert stop_requested(tmp_path)
