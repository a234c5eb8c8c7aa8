"""The Handbook of the running app."""

from feedback_app.settings import Settings
from handbook.library import Handbook
from handbook.loading import load_handbook


def load_content(settings: Settings) -> Handbook:
    """Read and check the content below the root; raises ContentError with every problem."""
    return load_handbook(settings.root, writing=False)
