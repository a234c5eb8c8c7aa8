"""Everything the app is told from outside: one frozen record, read once from the environment."""

import ipaddress
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from pyrage import RecipientError, x25519

from feedback_app.mail import MailSettings, MailSettingsError, read_mail_settings
from handbook.source.spelling import nearest
from handbook.source.types import FIRST_DAY, LAST_DAY
from handbook.surveys.thresholds import THRESHOLDS, Thresholds, UnsafeThresholdError, read_thresholds

NOTIFY_AT = time(9)


class SettingsError(Exception):
    """A setting is missing or wrong; the message is a sentence for the person who starts the app."""


@dataclass(frozen=True)
class Settings:
    """Where things are, and for demonstrations and tests which day it is."""

    root: Path
    """HANDBOOK_ROOT: the folder with charters/, docs/, surveys/ and service/; the current folder if not set."""
    store: Path
    """HANDBOOK_STORE: the SQLite file of answers; made when it is not there. A symbolic link is followed."""
    keys: Path
    """HANDBOOK_KEYS: the folder of keys for one-time codes; keep it on another disk than the store's backups."""
    site: Path
    """HANDBOOK_SITE: the built handbook."""
    policy: Path
    """HANDBOOK_POLICY: the content security policy that the build wrote for its pages."""
    backup_key: str | None = None
    """HANDBOOK_BACKUP_KEY: the public key that backups are encrypted to; the secret one is not on the server."""
    behind_proxy: bool = False
    """HANDBOOK_BEHIND_PROXY: `yes` when a proxy of ours says in X-Forwarded-For where a request comes from."""
    host: str = "127.0.0.1"
    """HANDBOOK_HOST: the address that `serve` listens on; another than this computer's own is reached by others."""
    port: int = 8000
    """HANDBOOK_PORT: the port that `serve` listens on."""
    on: date | None = None
    """HANDBOOK_ON: a fixed day instead of today."""
    thresholds: Thresholds = THRESHOLDS
    """HANDBOOK_THRESHOLDS: higher numbers for the release rule, such as `group=20 cell=10`; lower ones are refused."""
    mail: MailSettings | None = None
    """HANDBOOK_SMTP_*, HANDBOOK_READER_ADDRESS, HANDBOOK_DEPUTY_ADDRESS: notifications of unread texts."""
    notify_at: time = NOTIFY_AT
    """HANDBOOK_NOTIFY_AT: the time of each working day, in the United Kingdom, at which they are notified."""

    @property
    def state_folder(self) -> Path:
        """Where the small files beside the store are, which say what was read, told and done."""
        return self.store.parent


PREFIX = "HANDBOOK_"
_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


class _Environment:
    """The environment, and which of its settings were asked for: one that nobody asks for is a mistake in its name."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._asked: set[str] = set()

    def get(self, name: str) -> str | None:
        """What a setting says; None where it is empty or not there."""
        self._asked.add(name)
        return self._environment.get(name, "").strip() or None

    def reject_unknown(self) -> None:
        """Raise SettingsError for an unknown setting: whoever wrote it believes that it does something."""
        for name in sorted(self._environment):
            if name.startswith(PREFIX) and name not in self._asked:
                guess = nearest(name.removeprefix(PREFIX), [known.removeprefix(PREFIX) for known in self._asked])
                instead = f"did you mean {PREFIX}{guess}?" if guess else f"there are {', '.join(sorted(self._asked))}."
                raise SettingsError(f"There is no setting {name}: {instead}")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the environment; raises SettingsError with a sentence."""
    variables = _Environment(environment)
    root = Path(variables.get("HANDBOOK_ROOT") or ".").absolute()
    if not root.is_dir():
        raise SettingsError(f"HANDBOOK_ROOT names {root}, which is not a folder: set it to the handbook's content.")

    def place(name: str, default: str) -> Path:
        # Relative places are below the content, so that the app may be started from anywhere.
        return root / Path(variables.get(name) or default)

    settings = Settings(
        root=root,
        # SQLite follows a symbolic link and puts its own files beside the target; ours belong there too.
        store=_file("HANDBOOK_STORE", place("HANDBOOK_STORE", "var/store.sqlite")).resolve(),
        keys=_folder("HANDBOOK_KEYS", place("HANDBOOK_KEYS", "var/keys"), "a folder for key files"),
        site=_folder("HANDBOOK_SITE", place("HANDBOOK_SITE", "site"), "the folder of the built handbook"),
        policy=_policy(variables.get("HANDBOOK_POLICY"), place("HANDBOOK_POLICY", "build/content-security-policy.txt")),
        behind_proxy=_flag("HANDBOOK_BEHIND_PROXY", variables.get("HANDBOOK_BEHIND_PROXY")),
        backup_key=_public_key(variables.get("HANDBOOK_BACKUP_KEY")),
        host=host_of(variables.get("HANDBOOK_HOST")),
        port=_port(variables.get("HANDBOOK_PORT")),
        on=_day(variables.get("HANDBOOK_ON")),
        thresholds=_thresholds(variables.get("HANDBOOK_THRESHOLDS")),
        mail=_mail(variables, root),
        notify_at=_time(variables.get("HANDBOOK_NOTIFY_AT")),
    )
    variables.reject_unknown()
    return settings


def _check_can_be_there(name: str, path: Path) -> None:
    ancestor = next((parent for parent in path.parents if parent.exists()), path)
    if not ancestor.is_dir():
        raise SettingsError(f"{name} names {path}, which cannot be there: {ancestor} is a file and not a folder.")


def _file(name: str, path: Path) -> Path:
    _check_can_be_there(name, path)
    if path.is_dir():
        raise SettingsError(f"{name} names {path}, which is a folder: set it to the path of a file.")
    if path.exists() and not path.is_file():
        raise SettingsError(
            f"{name} names {path}, which is a device, a pipe or a socket: set it to the path of a file."
        )
    return path


def _policy(written: str | None, path: Path) -> Path:
    if written and not path.exists():
        raise SettingsError(f"HANDBOOK_POLICY names {path}, which is not there: name the file that came with the site.")
    return _file("HANDBOOK_POLICY", path)


def _folder(name: str, path: Path, what: str) -> Path:
    _check_can_be_there(name, path)
    if path.exists() and not path.is_dir():
        raise SettingsError(f"{name} names {path}, which is not a folder: set it to {what}.")
    return path


def _flag(name: str, written: str | None) -> bool:
    word = (written or "no").lower()
    if word not in _YES + _NO:
        raise SettingsError(f"{name} is {written!r}: write yes or no.")
    return word in _YES


def _public_key(written: str | None) -> str | None:
    if written is None:
        return None
    try:
        x25519.Recipient.from_str(written)
    except (RecipientError, ValueError):
        # Never repeated: it may be the secret key, and this sentence goes to a log.
        raise SettingsError(
            "HANDBOOK_BACKUP_KEY is not a public key: write the one that begins with age1, "
            "which `python -m feedback_app backup-key` printed."
        ) from None
    return written


def host_of(written: str | None) -> str:
    """The address to listen on; raises SettingsError."""
    try:
        return str(ipaddress.ip_address(written or "127.0.0.1"))
    except ValueError:
        raise SettingsError(
            f"HANDBOOK_HOST is {written!r}, which is not an address of a computer: write it like 127.0.0.1."
        ) from None


def _port(written: str | None) -> int:
    if written is None:
        return 8000
    if not re.fullmatch(r"[0-9]{1,5}", written) or not 1 <= int(written) <= 65535:
        raise SettingsError(f"HANDBOOK_PORT is {written!r}: write a number from 1 to 65535.")
    return int(written)


def _day(written: str | None) -> date | None:
    if not written:
        return None
    with suppress(ValueError):
        day = date.fromisoformat(written)
        # Python would also read 20261122, and no content speaks of a day in 9999.
        if day.isoformat() == written and FIRST_DAY <= day <= LAST_DAY:
            return day
    raise SettingsError(f"HANDBOOK_ON is {written!r}, which is not a day: write it like 2026-11-22.")


def _mail(variables: _Environment, root: Path) -> MailSettings | None:
    try:
        return read_mail_settings(variables.get, root)
    except MailSettingsError as error:
        raise SettingsError(f"{error}.") from None


def _time(written: str | None) -> time:
    if not written:
        return NOTIFY_AT
    try:
        return datetime.strptime(written, "%H:%M").time()  # noqa: DTZ007 (a time of day on every day)
    except ValueError:
        raise SettingsError(f"HANDBOOK_NOTIFY_AT is {written!r}, which is no time: write it like 09:00.") from None


def _thresholds(written: str | None) -> Thresholds:
    try:
        return read_thresholds(written)
    except UnsafeThresholdError as error:
        raise SettingsError(f"HANDBOOK_THRESHOLDS: {error}.") from None
