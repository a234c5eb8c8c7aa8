"""Where files stand: strange files, bad names, surveys half there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.folders import check_paths, check_sizes, content_files, content_paths
from handbook.registry import content_file

NEEDED = [
    "charters/parties.yml",
    "charters/themes.yml",
    "service/contacts.yml",
    "service/glossary.yml",
    "service/service.yml",
]

OTHER_SIGNS = "has other signs in its name than small letters, figures and hyphens"
SEND_AGAIN = "send it again as `{}` and delete this one; then write this name on each page that shows it"


def _messages(*paths: str) -> list[str]:
    return [str(problem) for problem in check_paths([*NEEDED, *paths])]


def test_the_needed_files_alone_are_no_problem() -> None:
    assert _messages() == []


@pytest.mark.parametrize("missing", NEEDED)
def test_a_missing_required_file_is_reported(missing: str) -> None:
    (problem,) = check_paths([path for path in NEEDED if path != missing])
    assert str(problem) == f"{missing}:1:1: this file is missing; add it"


@pytest.mark.parametrize(
    "path",
    [
        *("docs/answer/x.md", "docs/answer.md", "docs/withdraw/index.md", "docs/receipt.md", "docs/suggest/a/b.md"),
        *("docs/page-feedback.md", "docs/healthz.md", "docs/healthz.png", "docs/forms-assets/focus.png"),
        *(
            "docs/Answer/x.png",
            "docs/ANSWER.png",
            "docs/WithDraw/x.jpg",
            "docs/\uff41nswer/x.png",
            "docs/answer./x.png",
        ),
        *("docs/assets/images/favicon.png", "docs/search/index.md"),
    ],
)
def test_nothing_stands_at_an_address_of_the_forms_or_of_the_theme(path: str) -> None:
    (message,) = [each for each in _messages(path) if "the forms, or the site itself, answer at" in each]
    told = (
        "move the file to another folder, or give this one another" if path.count("/") > 1 else "give the file another"
    )
    assert message.endswith(f"; {told} name")


@pytest.mark.parametrize(
    "path", ["docs/answers.md", "docs/guides/answer.md", "docs/searching.md", "docs/pictures/a.png"]
)
def test_names_that_only_look_like_them_are_free(path: str) -> None:
    assert _messages(path) == []


@pytest.mark.parametrize(
    ("path", "kind", "run"),
    [
        ("charters/kent.yml", "charter", ""),
        ("charters/themes.yml", "themes", ""),
        ("docs/policies/deep/down.md", "page", ""),
        ("surveys/views/survey.yml", "survey", "views"),
        ("surveys/views/waves/2026-spring.yml", "wave", "views/2026-spring"),
        ("surveys/views/waves/2026-spring.summary.yml", "summary", "views/2026-spring"),
        ("surveys/views/waves/2026-spring.outcome.yml", "outcome", "views/2026-spring"),
        ("surveys/sleepovers/summary.yml", "summary", "sleepovers"),
    ],
)
def test_a_path_tells_the_kind_and_the_asking(path: str, kind: str, run: str) -> None:
    found = content_file(path)
    assert found is not None
    assert (found.kind.name, found.run_key) == (kind, run)


@pytest.mark.parametrize(
    "path",
    ["charters/old/kent.yml", "surveys/survey.yml", "surveys/a/waves/b/c.yml", "service/x.yml", "charters/kent.json"],
)
def test_a_path_of_no_known_kind_is_reported(path: str) -> None:
    assert content_file(path) is None
    (message,) = _messages(path)
    assert message.startswith(f"{path}:1:1: nothing reads this file")


def test_a_guess_is_made_at_a_mistyped_file_name() -> None:
    assert _messages("service/contcts.yml") == [
        "service/contcts.yml:1:1: nothing reads a file of this name in service/; did you mean `contacts.yml`?"
    ]


def test_guides_and_pictures_beside_pages_are_left_alone() -> None:
    guides = ["charters/README.md", "surveys/README.md", "service/README.md", "docs/developers/How to add.md"]
    aside = [*guides, "docs/policies/plan.png"]
    assert _messages(*aside) == []
    assert content_files(aside) == []


@pytest.mark.parametrize("path", ["docs/policies/plan.docx", "docs/notes.txt", "docs/page.markdown"])
def test_what_is_neither_a_page_nor_a_picture_is_told(path: str) -> None:
    (message,) = _messages(path)
    assert message.partition("; ")[2] == (
        "take the file out, and put what it says into a page (`.md`), or what it shows into a picture "
        "(`.png`, `.jpg`, `.jpeg`, `.webp`, `.gif`)"
    )


@pytest.mark.parametrize(
    ("path", "wrong", "better"),
    [
        ("charters/West Kent.yml", "`West Kent.yml`", "west-kent.yml"),
        ("docs/policies/Staying_Put.md", "`Staying_Put.md`", "staying-put.md"),
        ("docs/Policies/payments.md", "the folder `Policies`", "policies"),
        ("surveys/Carer's views/survey.yml", "the folder `Carer's views`", "carers-views"),
        ("surveys/carer-views/survey.C Y.yml", "`survey.C Y.yml`", "survey.c-y.yml"),
    ],
)
def test_a_name_that_cannot_be_an_address_gets_a_better_one(path: str, wrong: str, better: str) -> None:
    messages = _messages(path, *([] if path.endswith("survey.yml") else ["surveys/carer-views/survey.yml"]))
    assert messages == [f"{path}:1:1: {wrong} {OTHER_SIGNS}; rename it to `{better}`"]


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("docs/IMG_1234.JPG", "img-1234.jpg"),
        ("docs/guides/on hold.png", "on-hold.png"),
        ("docs/Plan.v2.PNG", "plan-v2.png"),
        ("docs/caf\u00e9 \u2019s.jpeg", "cafe-s.jpeg"),
        ("docs/2026-11-01 10.22.33.webp", "2026-11-01-10-22-33.webp"),
        (f"docs/{'A' * 70}.gif", f"{'a' * 60}.gif"),
        ("docs/Letter.PDF", "letter.pdf"),
    ],
)
def test_a_picture_with_a_bad_name_gets_the_name_to_write(path: str, better: str) -> None:
    name = path.rpartition("/")[2]
    (message,) = _messages(path)
    assert message == f"{path}:1:1: `{name}` {OTHER_SIGNS}; {SEND_AGAIN.format(better)}"
    assert _messages(path.replace(name, better)) == []


def test_a_picture_with_a_rare_ending_gets_the_usual_one() -> None:
    (message,) = _messages("docs/photo.jfif")
    assert message.endswith(f"pages write the ending of `photo.jfif` in another way; {SEND_AGAIN.format('photo.jpg')}")


def test_a_page_that_ends_in_capitals_gets_the_name_to_write() -> None:
    (message,) = _messages("docs/Ask first.MD")
    assert message.endswith("rename it to `ask-first.md`, so that it is read as a page")


def test_a_better_name_is_none_that_is_in_use() -> None:
    in_use = ("docs/img-1.jpg", "docs/img-1-2.jpg", "docs/on-hold.md")
    assert ["`img-1-3.jpg`" in message for message in _messages("docs/IMG_1.JPG", *in_use)] == [True]
    assert ["`on-hold-2.md`" in message for message in _messages("docs/on hold.md", *in_use)] == [True]


@pytest.mark.parametrize(
    ("paths", "better"),
    [
        (("docs/IMG 1.png", "docs/IMG_1.PNG"), ["img-1.png", "img-1-2.png"]),
        (("docs/IMG_1.PNG", "docs/IMG_1.png", "docs/img-1.png"), ["img-1-2.png", "img-1-3.png"]),
        (("docs/photo.jfif", "docs/Photo.jpg"), ["photo-2.jpg", "photo.jpg"]),
        (("docs/IMG_1.JPG", "docs/IMG_1.PNG"), ["img-1.jpg", "img-1.png"]),
        (("docs/cafe\u0301.md", "docs/caf\u00e9.md"), ["cafe.md", "cafe-2.md"]),
        (("docs/On hold/a.md", "docs/On_hold/a.md"), ["on-hold", "on-hold-2"]),
        (("docs/On hold/a.md", "docs/On hold/b.md"), ["on-hold", "on-hold"]),
        (("charters/West Kent.yml", "charters/West_Kent.yml"), ["west-kent.yml", "west-kent-2.yml"]),
    ],
)
def test_no_two_files_are_told_one_name(paths: tuple[str, ...], better: list[str]) -> None:
    assert [re.findall("`([^`]+)`", message)[1] for message in _messages(*paths)] == better


KEPT = "has a name that Windows keeps for itself, so nobody could have it there"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("docs/con.md", f"`con.md` {KEPT}; rename it to `con-1.md`"),
        ("docs/aux/a.md", f"the folder `aux` {KEPT}; rename it to `aux-1`"),
        ("docs/nul.png", f"`nul.png` {KEPT}; {SEND_AGAIN.format('nul-1.png')}"),
        ("docs/CON.png", f"`CON.png` {OTHER_SIGNS}; {SEND_AGAIN.format('con-1.png')}"),
        ("charters/lpt1.yml", f"`lpt1.yml` {KEPT}; rename it to `lpt1-1.yml`"),
    ],
)
def test_a_name_that_windows_keeps_is_told(path: str, told: str) -> None:
    (message,) = _messages(path)
    assert message == f"{path}:1:1: {told}"


def test_a_name_that_only_holds_one_that_windows_keeps_is_right() -> None:
    assert _messages("docs/contact.md", "docs/auxiliary.md", "docs/a-con.md", "docs/com.md") == []


@pytest.mark.parametrize("path", ["docs/a.heic", "docs/A.HEIC", "docs/a.tiff", "docs/a.avif", "docs/a.bmp"])
def test_a_kind_of_picture_that_browsers_cannot_show_says_which_to_save(path: str) -> None:
    (message,) = _messages(path)
    assert "few browsers can show a picture that ends in" in message
    assert message.endswith("; save it as .jpg, and put that here instead")


def test_names_that_are_too_long_together_are_reported() -> None:
    (message,) = _messages(f"docs/{'/'.join(['a' * 50] * 4)}.md")
    assert message.endswith("too long together; keep them to 200 letters")


@pytest.mark.parametrize("path", ["docs/away.png", "docs/away", "service/README.md", "surveys/away"])
def test_a_link_to_elsewhere_is_told_whatever_it_is_called(copy: Path, path: str) -> None:
    outside = copy.parent / "outside"
    outside.mkdir()
    (outside / "secret.png").write_bytes(b"x")
    (copy / path).symlink_to(outside / "secret.png" if "." in path else outside)
    told = [str(problem) for problem in check_sizes(copy, content_paths(copy))]
    assert told == [f"{path}:1:1: this is a link to another file; put the file itself here"]


def test_a_picture_above_twenty_megabytes_is_too_large(copy: Path) -> None:
    sizes = {"docs/a.jpg": 20_000_001, "docs/b.jpg": 20_000_000, "docs/c.pdf": 2_000_000, "docs/IMG_1.JPG": 4_000_000}
    for path, size in {**sizes, "docs/D.HEIC": 4_000_000}.items():
        with (copy / path).open("wb") as file:
            file.truncate(size)
    assert [str(problem) for problem in check_sizes(copy, content_paths(copy))] == [
        "docs/a.jpg:1:1: the picture is too large (20.0 MB); save it smaller than 20 MB, then send it again"
    ]


@pytest.mark.parametrize(
    "path",
    [
        "charters/index.yml",
        "surveys/index/survey.yml",
        "surveys/page-feedback/survey.yml",
        "surveys/search-words/survey.yml",
    ],
)
def test_names_the_handbook_uses_itself_are_refused(path: str) -> None:
    (message,) = _messages(path)
    assert "is already in use" in message


def test_a_name_that_is_too_long_is_reported() -> None:
    (message,) = _messages(f"charters/{'a' * 61}.yml")
    assert "too long" in message


def test_a_folder_is_a_survey_or_a_consultation_and_never_both() -> None:
    (message,) = _messages("surveys/a/survey.yml", "surveys/a/consultation.yml")
    assert message.startswith("surveys/a/consultation.yml:1:1: this folder holds a survey.yml as well; keep one")


def test_results_are_beside_their_questions() -> None:
    assert _messages("surveys/a/survey.yml", "surveys/a/outcome.yml") == [
        "surveys/a/outcome.yml:1:1: a survey has one outcome for each wave; move it to waves/<wave>.outcome.yml"
    ]
    assert _messages("surveys/a/consultation.yml", "surveys/a/waves/b.yml") == [
        "surveys/a/waves/b.yml:1:1: a consultation has no waves; move this file, or make it a survey"
    ]
    assert _messages("surveys/a/survey.yml", "surveys/a/waves/b.outcome.yml") == [
        "surveys/a/waves/b.outcome.yml:1:1: there is no wave `b`; add `b.yml` beside it"
    ]


def test_hidden_files_and_other_folders_are_not_looked_at(copy: Path) -> None:
    before = list(content_paths(copy))
    copies = ("on-hold.md~", "#on-hold.md#", "on-hold.md.orig", "Thumbs.db", "~$on-hold.docx", "on-hold.md.BAK")
    for path in (
        *(f"docs/{each}" for each in copies),
        "charters/.DS_Store",
        "docs/.obsidian/app.json",
        "surveys/.hidden/x.yml",
        "docs/developers/walks.md",
        "docs/developers/pictures/rooms.svg",
        "notes/x.yml",
        "x.yml",
    ):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text("x")
    assert list(content_paths(copy)) == before


def test_a_folder_without_any_content_names_every_needed_file(
    tmp_path: Path, copy: Path, complaints: Callable[[], list[str]]
) -> None:
    copy.rename(tmp_path / "elsewhere")
    assert [line.partition(":")[0] for line in complaints()] == sorted(NEEDED)
