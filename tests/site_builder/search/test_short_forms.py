"""Short forms in the texts of places: they are buttons in the midst of sentences, which say more on demand."""

from site_builder.search.places import read_places

PAGE = (
    '<article><h1 id="top">Reviews</h1><p>An officer (<button class="short-form">IRO</button>'
    '<span class="short-form__note">Independent reviewing officer <a href="#">IRO in the glossary</a></span>) '
    "leads the review. <button>Copy link</button></p></article>"
)


def test_a_short_form_is_part_of_its_sentence_and_what_it_opens_is_not() -> None:
    assert read_places(PAGE)[0].text == "An officer (IRO) leads the review."
