"""A store for trying: it says so itself, wherever it goes, and nothing that is invented gets into the content."""

from collections.abc import Callable
from pathlib import Path

import pytest

from feedback_app.backups.backups import new_key
from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.results.samples import INVENTED_TEXTS
from feedback_app.storage import Store
from feedback_app.suggestions.suggestion import Suggestion
from handbook.loading import load_handbook
from handbook.source.problems import ContentError
from tests.feedback_app.cli.test_commands import status_of
from tests.feedback_app.service_commands import AFTER_BY_CODE, BY_CODE, CLOSED, ServiceCli

SUMMARY = "surveys/carer-views/waves/2026-autumn.summary.yml"


def type_all(cli: ServiceCli, *commands: str) -> list[str]:
    """What each command says, each of which must do what it is told."""
    typed = [cli.invoke(command, AFTER_BY_CODE) for command in commands]
    assert [(command, each[0]) for command, each in zip(commands, typed, strict=True) if each[0]] == []
    return [out + err for _, out, err in typed]


def test_a_practised_release_is_never_published_as_a_real_one(cli: ServiceCli) -> None:
    said, released = type_all(cli, f"sample {BY_CODE} --for-trying", f"release {BY_CODE} --yes")
    assert "store.sqlite is for trying from now on: nothing of it goes into the content." in said
    assert "store.sqlite is for trying: these results are invented." in released
    assert f"python -m feedback_app publish {BY_CODE} --to var/try/published\n" in released
    for to in ("", f" --to {cli.root}", f" --to {cli.root}/surveys/.."):
        exit_code, out, err = cli.invoke(f"publish {BY_CODE}{to}", AFTER_BY_CODE)
        assert (exit_code, out) == (1, "")
        assert "is for trying, and nothing that is invented goes into the content." in err
    assert not (cli.root / SUMMARY).exists()


def test_what_would_be_published_is_written_elsewhere_and_says_that_it_is_invented(
    cli: ServiceCli, tmp_path: Path
) -> None:
    type_all(cli, f"sample {BY_CODE} --for-trying", f"release {BY_CODE} --yes")
    (said,) = type_all(cli, f"publish {BY_CODE} --to {tmp_path}/elsewhere")
    file = tmp_path / "elsewhere" / SUMMARY
    assert str(file) in said
    assert "pull request" not in said
    assert "example: yes\n" in file.read_text()
    # Whoever carries the file into the content is told.
    (cli.root / SUMMARY).write_text(file.read_text())
    with pytest.raises(ContentError, match=r"these answers are invented, .*2026-autumn\.yml does not say so; take"):
        load_handbook(cli.root)


def test_reading_tagging_and_handing_over_can_be_practised(cli: ServiceCli) -> None:
    type_all(cli, f"sample {BY_CODE} --for-trying")
    (read,) = type_all(cli, "reading --as reader")
    names = cli.texts(BY_CODE)
    assert names.keys() == set(INVENTED_TEXTS)
    assert all(f"== {name}  " in read for name in names.values())
    for text, name in names.items():
        (page,) = type_all(cli, f"reading hand-over {name} --as reader")
        assert text.partition(" ")[0] in page
    assert cli.invoke(f"sample {CLOSED}")[0] == 0
    assert cli.texts(CLOSED) == {}


def test_a_dry_run_of_invented_answers_says_so(cli: ServiceCli) -> None:
    type_all(cli, f"sample {BY_CODE} --for-trying")
    assert "example: yes\n" in cli.invoke(f"release {BY_CODE} --dry-run", AFTER_BY_CODE)[1]


def test_real_results_go_nowhere_but_into_the_content(cli: ServiceCli, tmp_path: Path) -> None:
    type_all(cli, f"sample {CLOSED}", f"release {CLOSED} --yes")
    exit_code, _, err = cli.invoke(f"publish {CLOSED} --to {tmp_path}/elsewhere", AFTER_BY_CODE)
    assert (exit_code, "--to is for results that are invented." in err) == (1, True)
    assert not (tmp_path / "elsewhere").exists()


def test_status_says_first_that_a_store_is_for_trying(cli: ServiceCli) -> None:
    assert "FOR TRYING" not in status_of(cli, "")
    type_all(cli, f"sample {BY_CODE} --for-trying")
    assert status_of(cli, "").startswith("FOR TRYING: ")
    type_all(cli, f"release {BY_CODE} --yes")
    assert "released, for trying\n" in status_of(cli, BY_CODE)


def reply(store: Store) -> None:
    store.save(Response(new_receipt(), BY_CODE, {"area": "north"}))


def word(store: Store) -> None:
    store.save_words("page-feedback/2026-11", "/policies/sleepovers/", "Which day?")


def suggestion(store: Store) -> None:
    store.save_suggestion(new_receipt(), Suggestion("/policies/sleepovers/", "old", "new"))


def release(store: Store) -> None:
    store.save_release("mileage", "asking: mileage\n")


@pytest.mark.parametrize("real", [reply, word, suggestion, release])
def test_a_store_with_something_real_in_it_is_never_one_for_trying(
    cli: ServiceCli, real: Callable[[Store], None]
) -> None:
    store = cli.store()
    real(store)
    replies = store.replies(BY_CODE)
    exit_code, _, err = cli.invoke(f"sample {BY_CODE} --for-trying")
    assert (exit_code, "holds what people really wrote" in err, "var/try/store.sqlite" in err) == (1, True, True)
    assert (store.is_trial(), store.replies(BY_CODE)) == (False, replies)
    store.close()


def test_an_example_in_the_store_is_nothing_real(cli: ServiceCli) -> None:
    type_all(cli, f"sample {CLOSED}", f"sample {BY_CODE} --for-trying", f"sample {BY_CODE} --for-trying")


def test_practising_never_destroys_the_key_of_another_store(cli: ServiceCli) -> None:
    type_all(cli, f"sample {BY_CODE} --for-trying")
    practised = cli.store_path.rename(cli.root / "var/practised.sqlite")
    assert cli.invoke(f"codes {BY_CODE} 3")[0] == 0
    cli.monkeypatch.setenv("HANDBOOK_STORE", str(practised))
    exit_code, _, err = cli.invoke(f"close {BY_CODE}", AFTER_BY_CODE)
    assert (exit_code, "belongs to another store" in err) == (1, True)
    cli.monkeypatch.setenv("HANDBOOK_STORE", "var/new.sqlite")
    exit_code, _, err = cli.invoke(f"sample {BY_CODE} --for-trying")
    assert (exit_code, f"holds the key of {BY_CODE}, whose codes are in another store" in err) == (1, True)
    assert cli.keys.exists(BY_CODE)


def test_a_backup_keeps_in_mind_that_a_store_is_for_trying(cli: ServiceCli, tmp_path: Path) -> None:
    type_all(cli, f"sample {BY_CODE} --for-trying")
    secret, public = new_key()
    (tmp_path / "secret.txt").write_text(secret)
    cli.monkeypatch.setenv("HANDBOOK_BACKUP_KEY", public)
    type_all(cli, f"backup {tmp_path}/backups")
    cli.store_path.unlink()
    (file,) = (tmp_path / "backups").glob("store-*.age")
    type_all(cli, f"restore {file} {tmp_path}/secret.txt")
    assert status_of(cli, "").startswith("FOR TRYING: ")


def test_replies_are_to_be_released_whatever_summary_is_in_the_content(cli: ServiceCli) -> None:
    type_all(cli, f"release {BY_CODE} --no-replies --yes", f"publish {BY_CODE}")
    cli.store_path.unlink()
    store = cli.store()
    assert "published; its release is in another store\n" in status_of(cli, BY_CODE, AFTER_BY_CODE)
    reply(store)
    store.close()
    said = " ".join(status_of(cli, BY_CODE, AFTER_BY_CODE).split())
    assert f"release it next: python -m feedback_app release {BY_CODE} --dry-run" in said
    assert "2026-autumn.summary.yml is in the content and was not made from them" in said
    assert "open until 31 March 2027; fewer than 10 replies\n" in status_of(cli, BY_CODE)
