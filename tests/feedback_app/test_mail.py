"""A message goes to a real mail server, encrypted where the settings ask for it, or is told as not sent."""

import socket
from pathlib import Path

import pytest

from feedback_app.mail import MailError, Security, send_mail
from feedback_app.settings import SettingsError, read_settings
from tests.feedback_app.mail_server import DEPUTY, READER, mail_server, make_certificate

COMPLETE = {
    "HANDBOOK_SMTP_HOST": "mail.example.org",
    "HANDBOOK_SMTP_FROM": "handbook@example.org",
    "HANDBOOK_READER_ADDRESS": READER,
    "HANDBOOK_DEPUTY_ADDRESS": DEPUTY,
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def test_a_message_arrives_with_its_words_and_nothing_about_our_computer() -> None:
    with mail_server() as box:
        send_mail(box.settings(), READER, "A subject", "A body.\n")
    (message,) = box.messages
    assert (message["To"], message["From"], message["Subject"]) == (READER, "handbook@example.org", "A subject")
    assert message.get_content().splitlines() == ["A body."]
    assert message["Message-ID"].endswith("@example.org>")
    assert socket.gethostname() not in message.as_string()


def test_starttls_encrypts_with_a_certificate_that_is_checked(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(certificate=certificate) as box:
        with pytest.raises(MailError, match="encrypting the connection"):
            send_mail(box.settings(Security.STARTTLS), READER, "A subject", "A body.")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        send_mail(box.settings(Security.STARTTLS), READER, "A subject", "A body.")
    assert box.encrypted == [True]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_nothing_is_sent_in_clear_to_a_server_that_cannot_encrypt(security: Security) -> None:
    with mail_server() as box, pytest.raises(MailError):
        send_mail(box.settings(security), READER, "A subject", "A body.")
    assert box.messages == []


def test_the_password_is_the_first_line_of_its_file(
    certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    file = tmp_path / "password"
    with mail_server(certificate=certificate, password="right") as box:  # noqa: S106 (made up)
        settings = box.settings(Security.STARTTLS, user="handbook", password_file=file)
        for written, step in ((None, "reading the password file"), ("wrong\n", "logging in")):
            if written:
                file.write_text(written)
            with pytest.raises(MailError, match=step):
                send_mail(settings, READER, "A subject", "A body.")
        file.write_text("right\n")
        send_mail(settings, READER, "A subject", "A body.")
    assert len(box.messages) == 1


def test_a_refusal_is_reported_without_what_the_server_said() -> None:
    with mail_server() as box:
        box.refuse = f"550 no such user {READER}"
        with pytest.raises(MailError) as raised:
            send_mail(box.settings(), READER, "A subject", "A body.")
    assert str(raised.value) == "handing the message to the mail server failed (SMTPRecipientsRefused)"


def test_a_server_that_is_gone_is_reported() -> None:
    with mail_server() as box:
        settings = box.settings()
    with pytest.raises(MailError, match="reaching the mail server failed"):
        send_mail(settings, READER, "A subject", "A body.")


def test_mail_is_set_up_whole_or_not_at_all(tmp_path: Path) -> None:
    assert read_settings({}).mail is None
    mail = read_settings(COMPLETE).mail
    assert mail is not None
    assert (mail.port, mail.security, mail.reader, mail.deputy) == (587, Security.STARTTLS, READER, DEPUTY)
    mail = read_settings(COMPLETE | {"HANDBOOK_SMTP_SECURITY": "tls", "HANDBOOK_ROOT": str(tmp_path)}).mail
    assert mail is not None
    assert mail.port == 465
    (tmp_path / "secret").write_text("open sesame\n")
    named = {"HANDBOOK_SMTP_USER": "u", "HANDBOOK_SMTP_PASSWORD_FILE": "secret", "HANDBOOK_ROOT": str(tmp_path)}
    mail = read_settings(COMPLETE | named).mail
    assert mail is not None
    assert mail.password_file == tmp_path / "secret"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"HANDBOOK_DEPUTY_ADDRESS": ""}, "HANDBOOK_DEPUTY_ADDRESS is not set"),
        ({"HANDBOOK_DEPUTY_ADDRESS": READER.upper()}, "is the reader's own"),
        ({"HANDBOOK_SMTP_HOST": ""}, "HANDBOOK_SMTP_HOST is not: name the mail server"),
        ({"HANDBOOK_READER_ADDRESS": "reader"}, "is not one mail address"),
        ({"HANDBOOK_READER_ADDRESS": "a@b.c, d@e.f"}, "is not one mail address"),
        ({"HANDBOOK_SMTP_SECURITY": "ssl"}, "write starttls, tls or none"),
        ({"HANDBOOK_SMTP_SECURITY": "none"}, "only for a mail server on this computer"),
        ({"HANDBOOK_SMTP_PORT": "0"}, "write a number from 1 to 65535"),
        ({"HANDBOOK_SMTP_PORT": "smtp"}, "write a number from 1 to 65535"),
        ({"HANDBOOK_SMTP_USER": "me"}, "set both or neither"),
        ({"HANDBOOK_NOTIFY_AT": "9am"}, "write it like 09:00"),
        ({"HANDBOOK_NOTIFY_AT": "25:00"}, "write it like 09:00"),
    ],
)
def test_incomplete_mail_settings_are_refused(changed: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_settings(COMPLETE | changed)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "cannot be read: No such file"),
        (b"\n", "whose first line is empty"),
        (b"", "whose first line is empty"),
        (b"\xff\xfe", "it is not text"),
    ],
)
def test_a_password_that_cannot_be_read_stops_the_start(tmp_path: Path, content: bytes | None, why: str) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    named = {"HANDBOOK_SMTP_USER": "u", "HANDBOOK_SMTP_PASSWORD_FILE": str(file)}
    with pytest.raises(SettingsError, match=f"HANDBOOK_SMTP_PASSWORD_FILE names .*{why}"):
        read_settings(COMPLETE | named)
