from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.retrieval import Index, Passage, fuse, stems


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "folder" / "norms.db")
    made.replace(
        "rifiuti",
        [
            Passage(
                "rifiuti~1",
                "rifiuti",
                "Raccolta",
                "La raccolta dei rifiuti è giornaliera.",
                {"as_of": "2026"},
            ),
            Passage(
                "rifiuti~2", "rifiuti", "Tariffa", "La tariffa è ridotta.\nLe famiglie numerose pagano meno."
            ),
        ],
    )
    made.replace("verde", [Passage("verde~1", "verde", "Alberi", "Gli alberi si potano in inverno.")])
    return made


def keys(index: Index, question: str) -> list[str]:
    return [hit.passage.key for hit in index.search(question)]


def test_other_forms_of_the_words_are_found(index: Index) -> None:
    assert keys(index, "potatura di un albero") == ["verde~1"]
    assert keys(index, "riduzioni delle tariffe")[0] == "rifiuti~2"


def test_coverage_tells_how_much_of_the_question_one_line_answers(index: Index) -> None:
    whole, part = index.search("raccolta dei rifiuti")[0], index.search("raccolta dei rifiuti a Natale")[0]
    assert whole.coverage == 1
    assert 0 < part.coverage < 0.75
    # The two words stand in different lines of one passage.
    assert index.search("ridotta famiglie")[0].coverage < 1


def test_words_without_content_marks_and_injections_find_nothing(index: Index) -> None:
    for question in ("", "che cosa è", '"" OR *', "heading:", "NEAR(", "'; DROP TABLE passages; --", "\x00"):
        assert index.search(question) == []
    assert keys(index, 'alberi" OR "rifiuti') != []


def test_another_ranking_is_fused_with_the_words(index: Index) -> None:
    found = index.search("raccolta", rankings=[lambda question: ["verde~1", "inesistente"]])
    assert {hit.passage.key for hit in found} == {"rifiuti~1", "verde~1"}
    assert found[0].score >= found[1].score


def test_a_collection_is_replaced_as_a_whole(index: Index) -> None:
    index.replace("rifiuti", [Passage("rifiuti~1", "rifiuti", "Raccolta", "Ora settimanale.")])
    assert index.collections() == {"rifiuti": 1, "verde": 1}
    assert keys(index, "giornaliera") == keys(index, "tariffa") == []
    index.remove("verde")
    assert index.passage("verde~1") is None


def test_a_failed_import_leaves_what_was_there(index: Index) -> None:
    def broken() -> list[Passage]:
        raise UserError("Rotto.", remedy="Niente.")

    with pytest.raises(UserError):
        index.replace("rifiuti", (passage for passage in broken()))
    assert index.collections() == {"rifiuti": 2, "verde": 1}


def test_threads_write_and_read_together(index: Index) -> None:
    def work(number: int) -> None:
        name = f"atto {number}"
        index.replace(name, [Passage(f"{name}~1", name, "Prova", f"Testo parola{number}.")])
        assert keys(index, f"parola{number}") == [f"{name}~1"]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    assert len(index.collections()) == 26


def test_nothing_imported_is_nothing_found_and_no_file(tmp_path: Path) -> None:
    empty = Index(tmp_path / "none.db")
    assert (empty.search("rifiuti"), empty.passage("x"), empty.collections()) == ([], None, {})
    assert not empty.path.exists()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "norms.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(UserError, match="non si legge"):
        Index(path).search("rifiuti")


def test_fusion_by_hand() -> None:
    # a: 1/61 + 1/62, b: 1/62 + 1/61, c: 1/63; equal ones stay in the order in which they came.
    fused = fuse([["a", "b", "c"], ["b", "a"]])
    assert [key for key, _ in fused] == ["a", "b", "c"]
    assert fused[0][1] == pytest.approx(1 / 61 + 1 / 62)
    assert fuse([]) == []


def test_stems_keep_numbers_and_drop_empty_words() -> None:
    assert stems("Le offerte anomale dell'articolo 110") == ["offert", "anomal", "articol", "110"]
    assert stems("che cosa è") == []
