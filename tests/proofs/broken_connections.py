"""A line between a browser and the server that is cut after so many bytes, one way or the other."""

import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """After how many bytes the line goes dead: of what is sent, or of what is answered."""

    sent: int | None = None
    answered: int | None = None


class CuttingLine:
    """Listens on a port of its own; `cut` is what happens to the next connection."""

    def __init__(self, port: int) -> None:
        """Lead to the server on `port`."""
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.cut = Cut()
        self.lengths = {"sent": 0, "answered": 0}
        """How many bytes the last connection carried each way."""
        threading.Thread(target=self._run, daemon=True).start()

    def close(self) -> None:
        """Take the line away."""
        self._listener.close()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                self._carry(browser, self.cut)

    def _carry(self, browser: socket.socket, cut: Cut) -> None:
        with browser, socket.create_connection(("127.0.0.1", self._to)) as server:
            for each in (browser, server):
                each.settimeout(10)
                # Closed, it answers with a reset: the other side learns nothing more than that the line is dead.
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with suppress(OSError):
                back = threading.Thread(
                    target=self._pass_on, args=(server, browser, "answered", cut.answered), daemon=True
                )
                back.start()
                self._pass_on(browser, server, "sent", cut.sent)
                back.join()

    def _pass_on(self, source: socket.socket, target: socket.socket, way: str, most: int | None) -> None:
        passed = 0
        with suppress(OSError):
            while data := source.recv(65_536):
                kept = data if most is None else data[: most - passed]
                target.sendall(kept)
                passed += len(kept)
                if most is not None and passed >= most:
                    break
        self.lengths[way] = passed
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
