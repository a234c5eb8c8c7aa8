"""Names in what somebody wrote: which words are taken for one, and where it begins and ends."""

import pytest

from feedback_app.privacy.personal_data import DetailKind, find_details


def names(text: str) -> list[str]:
    return [found.text for found in find_details(text) if found.kind is DetailKind.NAME]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We met Mrs Zorblat today.", ["Mrs Zorblat"]),
        ("We met Dr. J. Zorblat Quixley today.", ["Dr. J. Zorblat Quixley"]),
        ("then mrs zorblat rang", ["mrs zorblat"]),
        ("We saw Mrs Zorblat's dog.", ["Mrs Zorblat"]),
        ("We saw Grandma Monday.", []),
        ("It was Grandma Monday's tea.", []),
        ("It was Grandma Monday\u2019s tea.", []),
    ],
)
def test_what_follows_a_title_is_a_name_unless_it_is_a_plain_word(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There was a boy called Zorblat here.", ["Zorblat"]),
        ("There was a boy called Zorblat Quixley here.", ["Zorblat Quixley"]),
        ("There was a boy called Zorblat Monday here.", ["Zorblat"]),
        ("There was a boy called Monday Zorblat here.", []),
        ("We know my son Zorblat's dog.", ["Zorblat"]),
        ("We know my son Zorblat\u2019s dog.", ["Zorblat"]),
        ("MY SON IS CALLED MAX.", ["MAX"]),
        ("There was a boy called JAYDEN OKAFOR here.", ["JAYDEN OKAFOR"]),
        ("She is known as NHS staff.", []),
        ("She is known as DWP staff.", []),
        ("She is known as DWP's own.", []),
        ("She is known as PQ there.", []),
        ("We know my son J's dog.", ["J"]),
    ],
)
def test_what_follows_words_that_lead_to_a_name_is_one_unless_it_is_a_plain_word_or_a_short_form(
    text: str, found: list[str]
) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained and Jayden ran.", ["Jayden"]),
        ("it rained and jayden ran", ["jayden"]),
        ("IT RAINED. JAYDEN RAN.", ["JAYDEN"]),
        ("JAYDEN'S DAD RANG.", ["JAYDEN"]),
        ("It was Jayden\u2019s dad.", ["Jayden"]),
        ("It was James' dad.", ["James"]),
        ("It was Ted, of all people.", ["Ted"]),
        ("it was adam, of all people", ["adam"]),
        ("It was Chloe-Mae, of all people.", ["Chloe-Mae"]),
        ("It was Chloe-Mae-Lou, of all people.", ["Chloe-Mae-Lou"]),
        ("It was Jean-Luc, of all people.", ["Jean-Luc"]),
        ("It was a loan-word, of all things.", []),
        ("It was Jayden Zorblat, of all people.", ["Jayden Zorblat"]),
        ("It was Jayden Zorblat's dad.", ["Jayden Zorblat"]),
        ("It was JAYDEN SMITH, of all people.", ["JAYDEN SMITH"]),
        ("It was Jayden NHS, of all people.", ["Jayden"]),
        ("It was Jayden DWP, of all people.", ["Jayden"]),
        ("It was Jayden Monday's idea.", ["Jayden"]),
    ],
)
def test_a_listed_name_is_found_anywhere_with_the_surname_after_it(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then ted said no to it", ["ted"]),
        ("we asked about my son ted today", ["ted"]),
        ("the grass that we ted dries faster", []),
        ("ted said no to it", ["ted"]),
        ("my son ted", ["ted"]),
        ("my daughter daisy likes it", ["daisy"]),
        ("daughter daisy likes it", ["daisy"]),
        ("the daisy in the garden", []),
        ("my worker will ring us and a friend may come", []),
    ],
)
def test_a_name_in_small_letters_that_may_be_a_word_is_found_where_the_words_around_it_speak_of_a_person(
    text: str, found: list[str]
) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday Rose said no.", ["Rose"]),
        ("Rose said no.", ["Rose"]),
        ("Rose Zorblat said no.", ["Rose Zorblat"]),
        ("We went there with Rose.", ["Rose"]),
        ("With Rose it was fine.", ["Rose"]),
        ("We went there with Rose Zorblat.", ["Rose Zorblat"]),
        ("We went to Rose Zorblat Lodge.", []),
        ("We planted Rose bushes.", []),
        ("There are Rose and Lily bushes.", []),
    ],
)
def test_a_name_that_is_also_a_word_is_found_where_the_words_around_it_speak_of_a_person(
    text: str, found: list[str]
) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We heard Zorblat said no.", ["Zorblat"]),
        ("We heard Zorblat Quixley said no.", ["Zorblat Quixley"]),
        ("We left. Zorblat said no.", []),
        ("We heard Zorblat there.", []),
        ("We heard Monday was late.", []),
        ("We heard the DWP said no.", []),
        ("Zorblat Smith has left.", ["Zorblat Smith"]),
        ("Zorblat Smith's dog has left.", ["Zorblat Smith"]),
        ("Zorblat Smith\u2019s dog has left.", ["Zorblat Smith"]),
        ("Monday Smith has left.", []),
    ],
)
def test_a_name_on_no_list_is_found_within_a_sentence_about_a_person_and_before_a_common_surname(
    text: str, found: list[str]
) -> None:
    assert names(text) == found
