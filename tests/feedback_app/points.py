"""Points in tests: a text is tagged by its place among the texts of its form."""

from feedback_app.storage import Store


def tag_nth(store: Store, run_key: str, number: int, finding: str) -> bool:
    """Tag the text with this place, from 1; a name that no text has where there are fewer."""
    names = dict(enumerate((each.id for each in store.kept_texts() if each.run_key == run_key), 1))
    return store.tag_point(run_key, names.get(number, "0" * 20), finding)
