"""A folder served over loopback as the product serves it: the same policy header, and a count of what was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Served:
    """A running server: its address without a slash at the end, its folder, and the paths that were not found."""

    address: str
    folder: Path
    missing: list[str] = field(default_factory=list)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, served: Served, policy: str, **kwargs: object) -> None:
        self.served, self.policy = served, policy
        super().__init__(*args, directory=str(served.folder), **kwargs)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.served.missing.append(self.path)
        super().send_error(code, message, explain)

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@contextmanager
def serve_folder(folder: Path, policy: str = "") -> Iterator[Served]:
    """Serve a folder on a free loopback port while the block runs."""
    served = Served("", folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, served=served, policy=policy))
    server.daemon_threads = True
    served.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
