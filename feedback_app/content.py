"""The Handbook of the running app."""

from feedback_app.settings import Settings
from handbook.handbook import Handbook
from handbook.loading import load_handbook


def load_content(settings: Settings) -> Handbook:
    """Read and check the content below the root; raises ContentError with every problem.

    How its texts are written is left to the build, whose site is served beside the forms.
    """
    return load_handbook(settings.root, writing=False)
