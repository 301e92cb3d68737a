from workbench.italian import normalise, slug, tokens


def test_texts_that_differ_in_case_blanks_quotes_and_unicode_form_are_the_same() -> None:
    assert normalise("  L’ANAGRAFE\u00a0è\n chiusa ") == normalise("l'anagrafe e\u0300 chiusa")


def test_accents_are_letters_of_their_own() -> None:
    assert normalise("e") != normalise("è")
    assert tokens("Perché no? Perche no.") == ["perché", "no", "perche", "no"]


def test_tokens_keep_italian_numbers_whole_and_split_at_the_apostrophe() -> None:
    assert tokens("L'IMU è 1.234,50 €, entro il 16.") == ["l", "imu", "è", "1.234,50", "entro", "il", "16"]


def test_an_acute_accent_used_as_apostrophe_is_one() -> None:
    assert normalise("dell´acqua") == "dell'acqua"


def test_a_slug_is_safe_in_a_path() -> None:
    assert slug("../../Città di Rho: perché?") == "citta-di-rho-perche"
    assert slug("…") == ""
    assert len(slug("a b " * 100)) <= 60
