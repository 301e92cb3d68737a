"""Results are kept as long as nothing that they depend on changes."""

from pydantic import BaseModel

from eval.base_model.keeping import Part, Shelf, code_digest


class Answer(BaseModel):
    value: int


def part(inputs: dict[str, object], value: int, code: tuple[str, ...] = ()) -> Part[Answer]:
    return Part("prova", Answer, lambda: inputs, code, lambda: Answer(value=value))


def test_a_result_is_found_again_under_the_same_inputs_and_code_only(tmp_path):
    shelf, code = Shelf(tmp_path / "misure"), ("eval/base_model/ngram.py",)
    assert shelf.find(part({"model": "a"}, 1, code)) is None
    assert shelf.measure(part({"model": "a"}, 1, code)) == Answer(value=1)
    assert shelf.find(part({"model": "a"}, 2, code)) == Answer(value=1)
    assert shelf.find(part({"model": "b"}, 2, code)) is None
    assert shelf.find(part({"model": "a"}, 2, ("eval/base_model/skills.py",))) is None


def test_measuring_again_takes_the_place_of_what_was_kept(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.measure(part({}, 1))
    shelf.measure(part({}, 2))
    assert shelf.find(part({}, 3)) == Answer(value=2)


def test_the_digest_of_a_folder_is_that_of_all_its_files():
    assert code_digest(("workbench/statistics",)) != code_digest(("workbench/statistics/power.py",))
    assert code_digest(("workbench/statistics",)) == code_digest(("workbench/statistics",))
