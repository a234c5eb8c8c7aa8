"""The commands about suggested changes: reading them, taking them out of the store, answering them."""

from pathlib import Path

import click

from feedback_app.cli.context import CliContext, confirm, open_context
from feedback_app.forms.kinds.texts import plain_words
from feedback_app.suggestions.diff import change_text
from feedback_app.suggestions.patch import FileChange, file_change, make_branch, page_file, text_at_head, unified_patch
from feedback_app.suggestions.suggestion import STATES, Suggestion, SuggestionState
from feedback_app.terminal_text import next_command, quoted, say
from handbook.formatting import counted
from handbook.urls import page_address

ANSWERS = tuple(state.value for state in SuggestionState if state is not SuggestionState.WAITING)


@click.group("suggestions")
def suggestions_command() -> None:
    """Changes to pages that people suggested."""


@suggestions_command.command("list")
def list_command() -> None:
    """Say of each suggestion which page it is about and what became of it, in no order."""
    with open_context() as context:
        suggestions = context.store.suggestions()
    for suggestion in suggestions:
        click.echo(f"{suggestion.id}  {suggestion.state.value:<11}  {suggestion.page}")
    if not suggestions:
        say("There are no suggestions.")
        return
    say(f"To read one:{next_command('suggestions show ID')}", err=True)


@suggestions_command.command("show")
@click.argument("name", metavar="ID")
def show_command(name: str) -> None:
    """Print the words as they stood, the words as suggested, and why."""
    with open_context() as context:
        found = _suggestion_with_id(context, name)
    if found.state.is_final:
        say(f"{found.page}: {found.state.value}. Its words are deleted, as they are once it is answered.")
        return
    click.echo(f"== Page\n{found.page}\n")
    for title, words in (("As it stood", found.before), ("As suggested", found.after)):
        click.echo(f"== {title}\n{quoted(words) if words else '(nothing: the page as a whole)'}\n")
    if found.before:
        click.echo(f"== What changes\n{quoted(change_text(found))}\n")
    click.echo(f"== Why\n{quoted(found.why) if found.why else '(not said)'}")


@suggestions_command.command("patch")
@click.argument("name", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--branch", is_flag=True, help="Make a git branch with the change instead of a file.")
def patch_command(name: str, file: Path | None, branch: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Write the change into FILE as a patch that `git apply` takes, or make a branch of it."""
    if branch == (file is not None):
        raise click.UsageError("Name a file for the patch, or say --branch: one of the two.")
    with open_context() as context:
        found = _suggestion_with_id(context, name)
        if found.state.is_final:
            raise click.ClickException(f"{found.id} is answered, and its words are deleted.")
        path = page_file(context.handbook, found.page)
        if file is not None:
            _write_patch(file, file_change(found, path, _text(context.settings.root, path)))
        else:
            _branch_off(context.settings.root, found, path)


def _text(root: Path, path: str | None) -> str:
    # Not read_text: line ends must be seen as they are.
    return (root / path).read_bytes().decode() if path else ""


def _write_patch(file: Path, change: FileChange) -> None:
    try:
        with file.open("xb") as opened:
            opened.write(unified_patch(change).encode())
    except FileExistsError:
        raise click.ClickException(f"{file} is there already: name a new file.") from None
    say(f"{file} changes {change.path}. Read it, then:\n  git apply {file}")


def _branch_off(root: Path, found: Suggestion, path: str | None) -> None:
    change = file_change(found, path, text_at_head(root, path) if path else "")
    name = f"suggestion-{found.id}"
    make_branch(root, name, change, f"Suggested change to {change.path}")
    say(f"The branch {name} changes {change.path}. Open a pull request when you have read it:\n  git diff HEAD {name}")


@suggestions_command.command("answer")
@click.argument("name", metavar="ID")
@click.argument("state", type=click.Choice(ANSWERS))
@click.argument("because", required=False, default="")
@click.option("--page", help="For `done`: the page that changed, below docs/, where it is another one.")
@click.option("--yes", is_flag=True, help="Do not ask before a final answer: for scripts.")
def answer_command(name: str, state: str, because: str, page: str | None, yes: bool) -> None:  # noqa: FBT001
    """Say what becomes of it; whoever holds its receipt can read that. `not-doing` needs a reason.

    A final answer (done, not-doing) deletes the words, so it shows what the sender will read, and asks first.
    """
    wanted, said = SuggestionState(state), " ".join(plain_words(because).split())
    if wanted is SuggestionState.NOT_DOING and not said:
        raise click.UsageError('Say why not, in words for the person who suggested it: not-doing "because ..."')
    if page is not None and wanted is not SuggestionState.DONE:
        raise click.UsageError("--page names the page that changed, so it goes with `done`.")
    with open_context() as context:
        found = _suggestion_with_id(context, name)
        if found.state.is_final:
            raise click.ClickException(f"{found.id} is answered already: {found.state.value}.")
        if page is not None and page not in context.handbook.pages:
            raise click.ClickException(f"There is no page docs/{page}.")
        answer = f"{said}\n{page_address(page)}" if page else said
        shown = _receipt_text(wanted, said, page_address(page) if page else found.page)
        click.echo(f"Whoever holds the receipt will read:\n  {shown}")
        if wanted.is_final:
            confirm(f"Answer {found.id} so, and delete its words? This cannot be undone.", yes=yes)
        context.store.answer_suggestion(found.id, wanted, answer)
    say(f"{found.id} is {wanted.value}." + (" Its words are deleted." if wanted.is_final else ""))


def _receipt_text(state: SuggestionState, said: str, page: str) -> str:
    """What the receipt shows, in one line."""
    reason = f"Because: {said}" if state is SuggestionState.NOT_DOING else said
    return " ".join(sentence for sentence in (STATES[state], reason, f"The page: {page}") if sentence)


@suggestions_command.command("forget")
@click.option("--yes", is_flag=True, help="Do not ask: for scripts.")
def forget_command(yes: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Delete every suggestion that is finally answered; after that its receipt finds nothing any more."""
    with open_context() as context:
        over = sum(suggestion.state.is_final for suggestion in context.store.suggestions())
        if over:
            confirm(f"Delete {counted(over, 'answered suggestion')}? Their receipts will then find nothing.", yes=yes)
        gone = context.store.delete_answered_suggestions() if over else 0
    say(f"Deleted {counted(gone, 'answered suggestion')}.")


def _suggestion_with_id(context: CliContext, name: str) -> Suggestion:
    """The one suggestion with this id; raises ClickException. Part of an id may be that of another one tomorrow."""
    found = [suggestion for suggestion in context.store.suggestions() if suggestion.id == name.lower()]
    if len(found) != 1:
        how = "No suggestion has" if not found else "More than one suggestion has"
        raise click.ClickException(
            f"{how} the id `{name}`, which must be whole. To see all:{next_command('suggestions list')}"
        )
    return found[0]
