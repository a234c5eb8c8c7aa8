"""The paths of a survey's files, below the handbook's folder: `surveys/<slug>/...`.

A run is named by its key: `<slug>/<wave>` for a wave of a survey, or the slug alone for a consultation.
"""


def survey_file(slug: str) -> str:
    """The file of a survey."""
    return f"surveys/{slug}/survey.yml"


def consultation_file(slug: str) -> str:
    """The file of a consultation."""
    return f"surveys/{slug}/consultation.yml"


def translation_file(original: str, language: str) -> str:
    """The translation of a form, next to the original."""
    return f"{original.removesuffix('.yml')}.{language}.yml"


def sample_file(slug: str) -> str:
    """The weights of invented replies."""
    return f"surveys/{slug}/sample.yml"


def run_file(run_key: str) -> str:
    """The file with the days of a run."""
    slug, _, wave = run_key.partition("/")
    return f"surveys/{slug}/waves/{wave}.yml" if wave else consultation_file(slug)


def summary_file(run_key: str) -> str:
    """The published summary of a run."""
    return _beside_run(run_key, "summary")


def outcome_file(run_key: str) -> str:
    """The outcome of a run."""
    return _beside_run(run_key, "outcome")


def _beside_run(run_key: str, name: str) -> str:
    slug, _, wave = run_key.partition("/")
    return f"surveys/{slug}/waves/{wave}.{name}.yml" if wave else f"surveys/{slug}/{name}.yml"
