"""The commands that make keys, make a backup and bring it back: what they do, and what they say may be missing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from feedback_app.backups.backups import new_key
from feedback_app.cli.backup_commands import batches
from feedback_app.clock import Clock
from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.settings import read_settings
from feedback_app.storage.state_files import locked
from handbook.surveys.thresholds import THRESHOLDS
from tests.feedback_app.backups.test_backups import filled
from tests.feedback_app.service_commands import AFTER_BY_CODE, BY_CODE, CLOSED, SAMPLE, ServiceCli, service_cli

SECRET, PUBLIC = new_key()


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> ServiceCli:
    made_on = service_cli(tmp_path, monkeypatch, capsys)
    monkeypatch.setenv("HANDBOOK_BACKUP_KEY", PUBLIC)
    return made_on


def test_the_command_copies_open_forms_by_batches_and_says_what_may_be_missing(cli: ServiceCli, tmp_path: Path) -> None:
    store = cli.store()
    for _ in range(9):
        store.save(Response(new_receipt(), BY_CODE, {"area": "north"}))
    exit_code, said, _ = cli.invoke(f"backup {tmp_path / 'safe'}")
    assert (exit_code, "up to 9 of the newest answers (19 where children answer) wait" in said) == (0, True)
    assert list((tmp_path / "safe").glob("answers-*")) == []
    store.save(Response(new_receipt(), BY_CODE, {"area": "north"}))
    store.close()
    cli.invoke(f"backup {tmp_path / 'safe'}")
    assert [each.name for each in (tmp_path / "safe").glob("answers-*")] == [
        "answers-carer-views.2026-autumn_2026-11-22_10.age"
    ]
    cli.store_path.unlink()
    (tmp_path / "secret").write_text(SECRET)
    exit_code, said, _ = cli.invoke(f"restore {tmp_path / 'safe' / 'store-2026-11-22.age'} {tmp_path / 'secret'}")
    assert exit_code == 0
    assert "The answers to carer-views/2026-autumn are back as they were on 22 November 2026." in said
    assert "up to 9 of the newest answers (19 where children answer) may be missing" in said


def test_a_fault_in_the_content_costs_no_backup(cli: ServiceCli, tmp_path: Path) -> None:
    filled(cli.store_path, [new_receipt() for _ in range(19)])
    (cli.root / "surveys/carer-views/survey.yml").write_text("title: [")
    assert cli.invoke(f"backup {tmp_path / 'safe'}")[0] == 0
    assert list((tmp_path / "safe").glob("answers-*")) == [], "every form is taken for a children's form that is open"
    filled(cli.store_path, [new_receipt()])
    assert cli.invoke(f"backup {tmp_path / 'safe'}")[0] == 0
    assert len(list((tmp_path / "safe").glob("answers-*"))) == 1


def test_copies_dated_after_today_are_reported(cli: ServiceCli, tmp_path: Path) -> None:
    cli.store().close()
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe" / "store-2031-01-01.age").write_bytes(b"of a wrong clock")
    _, _, err = cli.invoke(f"backup {tmp_path / 'safe'}")
    assert "dated after today: 1" in err


def test_nights_without_a_backup_are_reported_by_backup_and_status(cli: ServiceCli, tmp_path: Path) -> None:
    cli.store().close()
    assert "NO BACKUP of this store was made here yet" in cli.invoke("status")[1]
    assert cli.invoke(f"backup {tmp_path / 'safe'}")[2] == ""
    assert "The last backup is of 22 November 2026." in cli.invoke("status", date(2026, 11, 23))[1]
    said = cli.invoke("status", date(2026, 11, 24))[1]
    assert "LATE: the last backup is of 22 November 2026." in said
    assert "stays in copies until the next one is made" in said
    assert cli.invoke(f"backup {tmp_path / 'safe'}", date(2026, 11, 23))[2] == ""
    assert (
        "No backup was made in 3 nights before this one."
        in cli.invoke(f"backup {tmp_path / 'safe'}", date(2026, 11, 27))[2]
    )


def test_a_backup_is_made_and_brought_back_with_the_secret_key(cli: ServiceCli, tmp_path: Path) -> None:
    _, keys, _ = cli.invoke("backup-key")
    public, secret = (next(line for line in keys.splitlines() if line.startswith(start)) for start in ("age1", "AGE-"))
    store = cli.store()
    for _ in range(3):
        store.save(Response(new_receipt(), CLOSED, {"area": "north"}))
    store.close()
    cli.monkeypatch.setenv("HANDBOOK_BACKUP_KEY", public)
    assert cli.invoke(f"backup {tmp_path / 'safe'}")[0] == 0
    (file,) = (tmp_path / "safe").glob("*.age")
    assert file.name == "store-2026-11-22.age"
    (tmp_path / "secret").write_text(secret)
    exit_code, _, err = cli.invoke(f"restore {file} {tmp_path / 'secret'}")
    assert (exit_code, "move it away first" in err) == (1, True)
    cli.store_path.unlink()
    assert cli.invoke(f"restore {file} {tmp_path / 'secret'}")[0] == 0
    store = cli.store()
    assert len(store.replies(CLOSED)) == 3
    store.close()


def test_nothing_is_restored_while_a_server_runs_on_the_store(cli: ServiceCli, tmp_path: Path) -> None:
    filled(cli.store_path, [new_receipt() for _ in range(10)])
    cli.invoke(f"backup {tmp_path / 'safe'}")
    cli.store_path.unlink()
    (tmp_path / "secret").write_text(SECRET)
    restore = f"restore {tmp_path / 'safe' / 'store-2026-11-22.age'} {tmp_path / 'secret'}"
    with locked(cli.store_path):
        exit_code, _, error = cli.invoke(restore)
    assert exit_code == 1
    assert f"A server is running on {cli.store_path}: stop it first, then restore again." in error
    assert not cli.store_path.exists()
    assert cli.invoke(restore)[0] == 0


def test_the_two_keys_are_not_confused(cli: ServiceCli) -> None:
    _, said, _ = cli.invoke("backup-key")
    public, secret = said.split("\n\n")
    assert public.startswith("Public key, for HANDBOOK_BACKUP_KEY on the server:\nage1")
    assert secret.startswith("Secret key. Write it down, keep it in a safe, and never on the server:\nAGE-SECRET-KEY-1")


def test_without_a_key_the_command_says_how_to_make_one(cli: ServiceCli, tmp_path: Path) -> None:
    cli.monkeypatch.delenv("HANDBOOK_BACKUP_KEY")
    exit_code, _, wrong = cli.invoke(f"backup {tmp_path / 'safe'}")
    assert exit_code == 1
    assert "HANDBOOK_BACKUP_KEY is not set" in wrong
    assert "\n  python -m feedback_app backup-key" in wrong


def test_the_command_names_the_file_that_it_wrote_and_who_can_open_it(cli: ServiceCli, tmp_path: Path) -> None:
    _, said, wrong = cli.invoke(f"backup {tmp_path / 'safe'}")
    file = tmp_path / "safe" / "store-2026-11-22.age"
    assert said.startswith(f"{file} holds what is in the store now. Only the secret key opens it.\n")
    assert file.is_file()
    assert wrong == ""


def test_the_command_says_what_came_back_and_what_to_do_next(cli: ServiceCli, tmp_path: Path) -> None:
    cli.invoke(f"backup {tmp_path / 'safe'}")
    cli.store_path.unlink()
    (tmp_path / "secret").write_text(SECRET)
    _, said, _ = cli.invoke(f"restore {tmp_path / 'safe' / 'store-2026-11-22.age'} {tmp_path / 'secret'}")
    assert (
        f"{cli.store_path} is back as it was when the backup was made, on 22 November 2026. Start the server again."
        in said
    )
    assert "Codes that were used for those work again." in said


def test_a_service_that_raised_the_number_for_a_group_is_told_its_own(cli: ServiceCli, tmp_path: Path) -> None:
    cli.monkeypatch.setenv("HANDBOOK_THRESHOLDS", "group=15")
    assert "up to 14 of the newest answers (19 where children answer)" in cli.invoke(f"backup {tmp_path / 'safe'}")[1]
    cli.monkeypatch.setenv("HANDBOOK_THRESHOLDS", "group=30")
    assert "up to 29 of the newest answers (29 where children answer)" in cli.invoke(f"backup {tmp_path / 'safe'}")[1]


# -- by how many answers a run must have grown --


@pytest.mark.parametrize(
    ("run", "at", "batch"),
    [
        (BY_CODE, datetime(2027, 3, 31, 12, tzinfo=UTC), THRESHOLDS.group),
        # Summer time: the last day ends at 23:00 UTC, and a form that was open then may be sent for an hour more.
        (BY_CODE, datetime(2027, 3, 31, 23, 30, tzinfo=UTC), THRESHOLDS.group),
        (BY_CODE, datetime(2027, 4, 1, 0, 30, tzinfo=UTC), 0),
        ("carer-views/2019-autumn", datetime(2027, 3, 31, 12, tzinfo=UTC), 0),
    ],
    ids=["open", "in the hour of grace", "over", "named by no file"],
)
def test_answers_wait_for_a_batch_while_anybody_may_send(run: str, at: datetime, batch: int) -> None:
    assert batches(read_settings({"HANDBOOK_ROOT": str(SAMPLE)}), Clock(now=lambda: at))(run) == batch


def test_answers_of_children_wait_for_a_larger_batch(cli: ServiceCli) -> None:
    survey = cli.root / "surveys/carer-views/survey.yml"
    survey.write_text(f"{survey.read_text()}for_children: yes\n")
    settings = read_settings({"HANDBOOK_ROOT": str(cli.root)})
    assert batches(settings, Clock(date(2026, 11, 22)))(BY_CODE) == 20


@pytest.mark.parametrize(("group", "batch"), [(10, 20), (30, 30)])
def test_where_the_content_has_a_fault_every_run_waits_as_one_of_children(
    cli: ServiceCli, group: int, batch: int
) -> None:
    (cli.root / "surveys/carer-views/survey.yml").write_text("title: [")
    settings = read_settings({"HANDBOOK_ROOT": str(cli.root), "HANDBOOK_THRESHOLDS": f"group={group}"})
    assert batches(settings, Clock(AFTER_BY_CODE))(CLOSED) == batch


def test_what_is_lost_without_its_file_is_told_in_tens(cli: ServiceCli, tmp_path: Path) -> None:
    store = cli.store()
    for _ in range(25):
        store.save(Response(new_receipt(), BY_CODE, {"area": "north"}))
    store.close()
    cli.invoke(f"backup {tmp_path / 'safe'}")
    (answers,) = (tmp_path / "safe").glob("answers-*")
    answers.unlink()
    cli.store_path.unlink()
    (tmp_path / "secret").write_text(SECRET)
    restore = f"restore {tmp_path / 'safe' / 'store-2026-11-22.age'} {tmp_path / 'secret'}"
    exit_code, said, wrong = cli.invoke(restore)
    assert (exit_code, said, cli.store_path.exists()) == (1, "", False)
    assert f"\n  {answers.name}" in wrong
    assert "--without-answers" in wrong
    exit_code, said, wrong = cli.invoke(f"{restore} --without-answers")
    assert (exit_code, cli.store_path.exists()) == (0, True)
    assert f"LOST: {answers.name} was missing, with 20 answers or a few more to {BY_CODE}" in wrong
