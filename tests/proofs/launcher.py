"""Starts the server again and again, each time as a process group of its own, without importing it each time.

Each line read is a port. The server is the same as `python -m feedback_app serve`, less the seconds it takes to import
and to compile templates.
"""

import os
import sys
from tempfile import TemporaryDirectory

from jinja2 import FileSystemBytecodeCache

from feedback_app.cli.commands import run
from feedback_app.web.errors import FeedbackFlask


def launch(port: str) -> int:
    """Start a server; its process, which leads its group."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        os._exit(run(["serve", "--port", port]))
    return child


def main() -> None:
    """Say the process of each server, wait for its end, and say that too."""
    with TemporaryDirectory() as compiled:
        FeedbackFlask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(compiled)}
        for line in sys.stdin:
            child = launch(line.strip())
            sys.stdout.write(f"{child}\n")
            sys.stdout.flush()
            os.waitpid(child, 0)
            sys.stdout.write("ended\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
