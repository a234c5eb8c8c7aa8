"""Sending short messages through the service's own mail server."""

import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

TIMEOUT = 20.0
"""Seconds to wait for the mail server at each step."""


class MailSettingsError(ValueError):
    """The settings of mail are incomplete or unsafe; the message is a sentence."""


class MailError(Exception):
    """A message was not sent. The text of the error says at which step, and never to whom or what."""


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    """Only for a mail server on the same computer."""


_USUAL_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True)
class MailSettings:
    """The mail server, and who is notified about new texts."""

    host: str
    port: int
    security: Security
    sender: str
    reader: str
    """The address of the person who reads the words; not in the handbook, which is public."""
    deputy: str
    """The address of the person who is notified if nobody has read for one working day."""
    user: str | None = None
    password_file: Path | None = None
    """Its first line is the password, so that no list of processes or settings shows it."""


def read_mail_settings(get: Callable[[str], str | None], root: Path) -> MailSettings | None:
    """The settings of mail, or None where HANDBOOK_SMTP_HOST is not set; raises MailSettingsError.

    `get` says what a setting of the environment holds.
    """
    values = {name: get(name) or "" for name in NAMES}
    host = values["HANDBOOK_SMTP_HOST"]
    if not host:
        unused = next((name for name, value in values.items() if value), None)
        if unused:
            raise MailSettingsError(f"{unused} is set and HANDBOOK_SMTP_HOST is not: name the mail server")
        return None
    _check_addresses(values)
    security = _security(values["HANDBOOK_SMTP_SECURITY"], host)
    user, password = values["HANDBOOK_SMTP_USER"], values["HANDBOOK_SMTP_PASSWORD_FILE"]
    if bool(user) != bool(password):
        raise MailSettingsError("HANDBOOK_SMTP_USER and HANDBOOK_SMTP_PASSWORD_FILE go together: set both or neither")
    if password:
        _check_readable(root / password)
    return MailSettings(
        host=host,
        port=_port(values["HANDBOOK_SMTP_PORT"], security),
        security=security,
        sender=values["HANDBOOK_SMTP_FROM"],
        reader=values["HANDBOOK_READER_ADDRESS"],
        deputy=values["HANDBOOK_DEPUTY_ADDRESS"],
        user=user or None,
        password_file=root / password if password else None,
    )


def _check_readable(file: Path) -> None:
    """Raise MailSettingsError now, and not at nine o'clock on a working day, when nobody looks."""
    try:
        with file.open(encoding="utf-8") as opened:
            password = opened.readline().strip()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise MailSettingsError(f"HANDBOOK_SMTP_PASSWORD_FILE names {file}, which cannot be read: {why}") from None
    if not password:
        raise MailSettingsError(f"HANDBOOK_SMTP_PASSWORD_FILE names {file}, whose first line is empty")


def _check_addresses(values: Mapping[str, str]) -> None:
    for name in _ADDRESSES:
        if not values[name]:
            raise MailSettingsError(f"{name} is not set: with a mail server, a reader and a deputy must be named")
        if values[name].count("@") != 1 or len(values[name].split()) != 1:
            raise MailSettingsError(f"{name} is not one mail address: write it like reader@example.org")
    if values["HANDBOOK_READER_ADDRESS"].lower() == values["HANDBOOK_DEPUTY_ADDRESS"].lower():
        raise MailSettingsError(
            "HANDBOOK_DEPUTY_ADDRESS is the reader's own: name somebody who is there when the reader is not"
        )


_ADDRESSES = ("HANDBOOK_SMTP_FROM", "HANDBOOK_READER_ADDRESS", "HANDBOOK_DEPUTY_ADDRESS")
NAMES = (
    "HANDBOOK_SMTP_HOST",
    "HANDBOOK_SMTP_PORT",
    "HANDBOOK_SMTP_SECURITY",
    "HANDBOOK_SMTP_USER",
    "HANDBOOK_SMTP_PASSWORD_FILE",
    *_ADDRESSES,
)
"""Every setting of mail."""


def _security(written: str, host: str) -> Security:
    try:
        security = Security(written or Security.STARTTLS)
    except ValueError:
        raise MailSettingsError(f"HANDBOOK_SMTP_SECURITY is {written!r}: write starttls, tls or none") from None
    if security is Security.NONE and not _is_this_computer(host):
        raise MailSettingsError(
            "HANDBOOK_SMTP_SECURITY is none, which is only for a mail server on this computer: write starttls or tls"
        )
    return security


def _is_this_computer(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port(written: str, security: Security) -> int:
    if not written:
        return _USUAL_PORTS[security]
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise MailSettingsError(f"HANDBOOK_SMTP_PORT is {written!r}: write a number from 1 to 65535")
    return int(written)


def send_mail(settings: MailSettings, to: str, subject: str, body: str) -> None:
    """Send one message; raises MailError. Without the encryption that the settings ask for, nothing is sent."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.sender, to, subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=settings.sender.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    step = "reaching the mail server"
    try:
        with _connected(settings) as server:
            if settings.security is Security.STARTTLS:
                step = "encrypting the connection to the mail server"
                server.starttls(context=ssl.create_default_context())
            if settings.user and settings.password_file:
                step = "reading the password file"
                password = settings.password_file.read_text(encoding="utf-8").splitlines()[0]
                step = "logging in to the mail server"
                server.login(settings.user, password)
            step = "handing the message to the mail server"
            server.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError, IndexError) as error:
        # The server's answer may hold an address, so only the type of the error is passed on.
        raise MailError(f"{step} failed ({type(error).__name__})") from None


def _connected(settings: MailSettings) -> smtplib.SMTP:
    if settings.security is Security.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT)
