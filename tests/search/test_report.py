"""The report keeps held-out questions to itself, and its other engines and larger sites are what it says."""

from site_builder.search.index_files import IndexedPage
from site_builder.search.labels import Label, LabelKind
from site_builder.search.places import Place
from tests.search.engines import engine_of, files_of, full_text_engine, index_of, texts_alone
from tests.search.questions import read_questions
from tests.search.report import misses
from tests.search.scores import Answered
from tests.search.sizes import SHOWN, compressed_size, enlarged, fetched_by

PAGES = (
    IndexedPage(
        path="guides/hair.md",
        title="Looks",
        keywords=(),
        boost=1,
        places=(Place("", "Looks", "What the child wears."), Place("cut", "Haircuts", "Who decides about length.")),
        labels=(Label("cut", "Haircuts", LabelKind.HEADING), Label("cut", "barber", LabelKind.QUESTION)),
    ),
    IndexedPage(
        "money/petrol.md", "Petrol", ("fuel",), 1, (Place("", "Petrol", "So much a mile, length of journey."),), ()
    ),
)


def test_misses_name_no_question_that_is_held_out() -> None:
    found = [Answered(each, []) for each in read_questions()]
    named = [line for line in misses(found) if not line.startswith(" ")]
    assert len(named) == sum(not each.held_out for each in read_questions())
    assert list(misses(each for each in found if each.question.held_out)) == []


def test_an_engine_with_texts_alone_knows_neither_questions_nor_keywords() -> None:
    alone, whole = engine_of(index_of(texts_alone(PAGES))), engine_of(index_of(PAGES))
    assert [whole("barber"), whole("fuel")] == [["/guides/hair/#cut"], ["/money/petrol/"]]
    assert [alone("barber"), alone("fuel")] == [[], []]
    assert alone("haircuts")[0] == "/guides/hair/#cut"


def test_the_full_text_engine_finds_places_by_stems_and_pages_once() -> None:
    find = full_text_engine(PAGES)
    assert find("a haircut") == ["/guides/hair/#cut"]
    assert find("barbers") == ["/guides/hair/#cut"]
    assert find("fuel?") == ["/money/petrol/"]
    assert sorted(find('length "')) == ["/guides/hair/#cut", "/money/petrol/"]
    assert len(find("looks")) == 1
    assert find("xylophone") == find("?!") == []


def test_a_larger_site_has_the_pages_and_copies_of_which_about_half_of_the_words_are_new() -> None:
    larger = list(enlarged(PAGES, 20))
    assert larger[:2] == list(PAGES)
    assert larger == list(enlarged(PAGES, 20))
    assert len({each.path for each in larger}) == 20
    words = {word for each in PAGES for place in each.places for word in place.text.split()}
    copied = [{word for place in each.places for word in place.text.split()} for each in larger[2:]]
    kept = sum(len(each & words) for each in copied) / sum(map(len, copied))
    assert 0.3 < kept < 0.7


def test_what_a_question_fetches_is_the_first_file_and_what_it_needs() -> None:
    files = files_of(PAGES)
    fetched = fetched_by(files, ["barber", "xylophone"])
    with_one_result = fetched.first_file + sum(
        compressed_size(files[name]) for name in files if name == "page-0-0.json" or name.startswith("terms")
    )
    assert SHOWN > 1
    assert fetched.most == with_one_result
    assert fetched.mean == (with_one_result + fetched.first_file) / 2
