"""The search for readers without scripts, and what they say that they did not find. What is asked is kept nowhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from feedback_app.forms.kinds.texts import plain_words
from feedback_app.privacy.codes import new_receipt
from feedback_app.privacy.retention import search_words_key
from feedback_app.responses import SEARCH_WORDS, Response
from feedback_app.storage import StoreUnavailable
from feedback_app.web.errors import message_page
from feedback_app.web.extensions import current_services
from feedback_app.web.personal_data_review import detail_finder
from feedback_app.web.rate_limit_checks import check_refusal, open_form_refusal
from handbook.search.excerpts import Part, excerpt_of
from handbook.search.index import SearchIndex, ShownPlace
from handbook.search.ranking import Hit, rank
from handbook.search.typed_words import Candidates, candidates_of, nearest_words, typed_words
from handbook.search.words import words_of
from handbook.urls import MISSING_WORDS_ADDRESS, SEARCH_ADDRESS

search_blueprint = Blueprint("search", __name__)

STEP = 8
"""Results on a page, and how many more the next one has."""
MAX_RESULTS = 40
MAX_LENGTH = 200
"""Letters of what is asked."""
MAX_KEPT_WORDS, MAX_KEPT_LENGTH = 4, 60
"""Words and letters of what is noted as not found: longer texts are stories, and those do not belong here."""


@dataclass(frozen=True)
class ShownResult:
    """One result as the page shows it."""

    place: ShownPlace
    excerpt: Sequence[Part]


@search_blueprint.get(SEARCH_ADDRESS)
def show_results() -> str | tuple[str, int]:
    """The box, and the places that answer what is in it."""
    typed = plain_words(request.args.get("q"))[:MAX_LENGTH]
    count = _count(request.args.get("count", ""))
    if not typed:
        return _page(typed)
    if refusal := check_refusal(SEARCH_WORDS):
        return message_page(refusal.status)
    try:
        return _results_page(current_services().build.search_index, typed, count)
    except OSError:
        return _page(typed, is_away=True)


def _results_page(index: SearchIndex, typed: str, count: int) -> str:
    words = typed_words(index, typed)
    meant = list(candidates_of(index, words))
    hits = rank(index, typed, meant)[:MAX_RESULTS]
    return _page(
        typed,
        results=shown_results(index, meant, hits[:count]),
        next_count=count + STEP if len(hits) > count else None,
        nearest=[] if hits else nearest_words(index, words),
    )


def _count(given: str) -> int:
    count = int(given) if given.isascii() and given.isdigit() else STEP
    return max(STEP, min(count, MAX_RESULTS))


def shown_results(index: SearchIndex, meant: Sequence[Candidates], hits: Iterable[Hit]) -> list[ShownResult]:
    """What the page shows of some hits: the answer where data has it, else the words found in their text."""
    found = index.words_like(word for candidates in meant for word, _ in candidates)
    places = (index.shown_place(hit.page, hit.place) for hit in hits)
    return [
        ShownResult(place, excerpt_of(place.answer, ()) if place.answer else excerpt_of(place.text, found))
        for place in places
    ]


def _page(
    typed: str,
    *,
    results: Sequence[ShownResult] = (),
    next_count: int | None = None,
    nearest: Sequence[str] = (),
    is_away: bool = False,
) -> str:
    return render_template(
        "search.html", typed=typed, results=results, next_count=next_count, nearest=nearest, is_away=is_away
    )


@search_blueprint.post(MISSING_WORDS_ADDRESS)
def note_missing_words() -> str | tuple[str, int]:
    """Count the words that somebody did not find, unless they may tell of a person."""
    written = plain_words(request.form.get("words"))
    words = words_of(written)
    is_short = len(words) <= MAX_KEPT_WORDS and len(written) <= MAX_KEPT_LENGTH
    is_kept = bool(words) and is_short and not _may_name_somebody(written)
    if is_kept:
        if refusal := open_form_refusal(SEARCH_WORDS):
            return message_page(refusal.status)
        services = current_services()
        key = search_words_key(services.clock.today())
        try:
            services.store.save(Response(new_receipt(), key, answers={"words": " ".join(words)}))
        except StoreUnavailable:
            return message_page(503)
    return render_template("search_missing.html", typed=written[:MAX_LENGTH], is_kept=is_kept)


def _may_name_somebody(written: str) -> bool:
    """Whether it has a detail or a figure. A name in small letters cannot be told from other words."""
    has_figure = any(letter.isdigit() for letter in written)
    return has_figure or bool(detail_finder(current_services().handbook.contacts)("words", written))
