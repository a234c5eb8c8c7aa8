"""Everything the app is told from outside: one frozen record, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from feedback_app.thresholds import THRESHOLDS, Thresholds, UnsafeThresholdError, read_thresholds

REPOSITORY = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting is missing or wrong; the message is a sentence for the person who starts the app."""


@dataclass(frozen=True)
class Settings:
    """Where things stand, and for demonstrations and tests which day it is."""

    root: Path
    """HANDBOOK_ROOT: the folder with charters/, docs/, surveys/ and service/."""
    store: Path
    """HANDBOOK_STORE: the SQLite file of answers; made when it is not there."""
    keys: Path
    """HANDBOOK_KEYS: the folder of keys for one-time codes; keep it on another disk than the store's backups."""
    site: Path
    """HANDBOOK_SITE: the built handbook."""
    policy: Path
    """HANDBOOK_POLICY: the content security policy that the build wrote for its pages."""
    backup_key: str | None = None
    """HANDBOOK_BACKUP_KEY: the public key that backups are encrypted to; the secret one is not on the server."""
    behind_proxy: bool = False
    """HANDBOOK_BEHIND_PROXY: `yes` when a proxy of ours says in X-Forwarded-For which network a request comes from."""
    on: date | None = None
    """HANDBOOK_ON: a fixed day instead of today."""
    thresholds: Thresholds = THRESHOLDS
    """HANDBOOK_THRESHOLDS: higher numbers for the release rule, such as `group=20 cell=10`; lower ones are refused."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the environment; raises SettingsError with a sentence."""
    root = Path(environment.get("HANDBOOK_ROOT") or REPOSITORY).absolute()
    if not root.is_dir():
        raise SettingsError(f"HANDBOOK_ROOT names {root}, which is not a folder: set it to the handbook's content.")

    def place(name: str, default: str) -> Path:
        # Relative places stand below the content, so that the app may be started from anywhere.
        return root / Path(environment.get(name) or default)

    store = place("HANDBOOK_STORE", "var/store.sqlite")
    if store.is_dir():
        raise SettingsError(f"HANDBOOK_STORE names {store}, which is a folder: set it to the path of a file.")
    keys = place("HANDBOOK_KEYS", "var/keys")
    if keys.exists() and not keys.is_dir():
        raise SettingsError(f"HANDBOOK_KEYS names {keys}, which is not a folder: set it to a folder for key files.")
    return Settings(
        root=root,
        store=store,
        keys=keys,
        site=place("HANDBOOK_SITE", "site"),
        policy=place("HANDBOOK_POLICY", "build/content-security-policy.txt"),
        behind_proxy=environment.get("HANDBOOK_BEHIND_PROXY") == "yes",
        backup_key=environment.get("HANDBOOK_BACKUP_KEY") or None,
        on=_day(environment.get("HANDBOOK_ON")),
        thresholds=_thresholds(environment.get("HANDBOOK_THRESHOLDS")),
    )


def _day(written: str | None) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise SettingsError(f"HANDBOOK_ON is {written!r}, which is not a day: write it like 2026-11-22.") from None


def _thresholds(written: str | None) -> Thresholds:
    try:
        return read_thresholds(written)
    except UnsafeThresholdError as error:
        raise SettingsError(f"HANDBOOK_THRESHOLDS: {error}.") from None
