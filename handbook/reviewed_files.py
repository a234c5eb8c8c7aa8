"""Every content file that a person keeps, with who looks after it and when it must be read again."""

from handbook.calendar.reviews import Reviewed
from handbook.handbook import Handbook
from handbook.registry import FACTS


def reviewed_files(handbook: Handbook) -> dict[str, Reviewed]:
    """Each file that carries its own review, by path.

    Waves and summaries carry none: a wave belongs to its survey, and a summary is written by the program.
    """
    kept = {kind.place: handbook.facts.get(kind.model) for kind in FACTS}
    return {
        "service/service.yml": handbook.service,
        "service/contacts.yml": handbook.contacts,
        "service/glossary.yml": handbook.glossary,
        **{path: fact for path, fact in kept.items() if isinstance(fact, Reviewed)},
        "charters/parties.yml": handbook.parties,
        "charters/themes.yml": handbook.themes,
        **{f"charters/{slug}.yml": charter for slug, charter in handbook.charters.items()},
        **{f"docs/{path}": page.header for path, page in handbook.pages.items()},
        **{f"surveys/{slug}/survey.yml": survey for slug, survey in handbook.surveys.items()},
        **{f"surveys/{slug}/consultation.yml": each for slug, each in handbook.consultations.items()},
        **{_outcome_path(key): outcome for key, outcome in handbook.outcomes.items()},
    }


def _outcome_path(run_key: str) -> str:
    slug, _, wave = run_key.partition("/")
    return f"surveys/{slug}/waves/{wave}.outcome.yml" if wave else f"surveys/{slug}/outcome.yml"
