from apps.screen.markup import Digest, Link, Step, facts, literal, steps, table


def test_what_people_write_is_shown_and_not_run() -> None:
    drawn = table(("testo",), [("<script>alert(1)</script>",)], caption="<b>righe</b>")
    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_markdown_in_a_text_loses_its_force() -> None:
    assert literal("![x](http://esempio.it/x.png) $a$") == (r"\!\[x\]\(http\://esempio.it/x.png\) \$a\$")


def test_a_table_has_a_caption_and_marks_its_heads() -> None:
    drawn = table(("riga", "motivo"), [("12", "vuota")], caption="Righe lasciate fuori", figures=("riga",))
    assert "<caption><span>Righe lasciate fuori</span></caption>" in drawn
    assert '<th scope="col" class="figure">riga</th>' in drawn
    assert 'tabindex="0"' in drawn


def test_a_digest_is_short_and_whole_on_hover() -> None:
    drawn = facts([("Impronta", Digest("a" * 64))])
    assert f'title="{"a" * 64}">{"a" * 12}<' in drawn


def test_a_link_cannot_leave_its_attribute() -> None:
    assert 'href="/x&quot; onclick=&quot;y"' in table(("a",), [(Link("t", '/x" onclick="y'),)], caption="c")


def test_the_state_of_a_step_is_said_in_words() -> None:
    drawn = steps([Step("Dati", "fatto", "pronti"), Step("Confronto", "ora", "")])
    assert "(fatto)" in drawn
    assert "2. Confronto" in drawn
