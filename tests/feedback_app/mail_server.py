"""A real mail server on this computer, for tests: it keeps what it takes, and can refuse or be gone."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from feedback_app.mail import MailSettings, Security

_NEW_CERTIFICATE = (
    *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650"),
    *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
)
READER, DEPUTY = "reader@example.org", "deputy@example.org"


class _OnAnyPort(Controller):
    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@dataclass
class Mailbox:
    """What came, and what to refuse."""

    messages: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    refuse: str | None = None
    """An answer that refuses every message, or only those to `refuse_to`."""
    refuse_to: str = ""
    port: int = 0

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, to: str, _options: list[str]
    ) -> str:
        """Take or refuse one recipient."""
        if self.refuse and (not self.refuse_to or to == self.refuse_to):
            return self.refuse
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (the library's name)
        """Keep a message."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.messages.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    def settings(self, security: Security = Security.NONE, **more: str | Path) -> MailSettings:
        """How to send to it."""
        addresses = {"sender": "handbook@example.org", "reader": READER, "deputy": DEPUTY}
        return MailSettings(host="127.0.0.1", port=self.port, security=security, **(addresses | more))  # type: ignore[arg-type]

    @property
    def recipients(self) -> list[str]:
        """To whom each message went."""
        return [str(message["To"]) for message in self.messages]


@contextmanager
def mail_server(*, certificate: Path | None = None, password: str | None = None) -> Iterator[Mailbox]:
    """A mail server that offers encryption with a certificate, and with a password asks for it."""
    box = Mailbox()
    more: dict[str, object] = {}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        more = {"tls_context": context, "require_starttls": True}
    if password:

        def check(_server: object, _session: object, _envelope: object, _way: str, data: object) -> AuthResult:
            right = isinstance(data, LoginPassword) and data.password == password.encode()
            return AuthResult(success=right, handled=False)

        more |= {"authenticator": check, "auth_required": True}
    controller = _OnAnyPort(box, hostname="127.0.0.1", port=0, **more)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def make_certificate(folder: Path) -> Path:
    """A key and a certificate for this computer, signed by itself, in one file."""
    key, certificate = folder / "mail.key", folder / "mail.pem"
    subprocess.run(
        [*_NEW_CERTIFICATE, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    both = folder / "both.pem"
    both.write_text(key.read_text() + certificate.read_text())
    return both
