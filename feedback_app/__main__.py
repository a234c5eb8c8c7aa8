"""`python -m feedback_app`: every command of the app."""

from feedback_app.cli.commands import main

main()
