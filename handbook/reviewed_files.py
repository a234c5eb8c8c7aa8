"""Every content file that a person keeps, with who looks after it and when it must be read again."""

from handbook.calendar.reviews import Reviewed
from handbook.handbook import Handbook
from handbook.registry import FACTS
from handbook.surveys.survey_files import consultation_file, outcome_file, survey_file


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
        **{survey_file(slug): survey for slug, survey in handbook.surveys.items()},
        **{consultation_file(slug): each for slug, each in handbook.consultations.items()},
        **{outcome_file(key): outcome for key, outcome in handbook.outcomes.items()},
    }
