"""The rule that the glossary explains every abbreviation."""

from collections.abc import Iterator

from handbook.pages.markdown import read_page_text, without_code
from handbook.service.glossary import short_forms_in
from handbook.source.problems import Problem
from handbook.source.source_file import Record
from handbook.source.spelling import nearest
from handbook.source.text_values import texts_of
from handbook.sources import Sources

GLOSSARY = "service/glossary.yml"


def check_short_forms(sources: Sources) -> Iterator[Problem]:
    """Every abbreviation is in the glossary; a missing one is reported once per file."""
    glossary = sources.handbook.glossary
    known = {*glossary.ordinary, *(term.term for term in glossary.terms)}
    for record in sources.records.values():
        missed: dict[str, Problem] = {}
        for problem, form in _short_forms(record):
            if form not in known and (form not in missed or problem < missed[form]):
                missed[form] = problem
        for form, problem in missed.items():
            guess = nearest(form, (term for term in known if term.isupper()), likeness=0.75)
            guess_question = f"did you mean `{guess}`, or is it new? Then " if guess else ""
            instead = f"{guess_question}write the words out, or add it to {GLOSSARY}"
            message = f"`{form}` is a short form that the glossary does not explain; {instead}"
            yield Problem(problem.path, problem.line, problem.column, message)


def _short_forms(record: Record) -> Iterator[tuple[Problem, str]]:
    for loc, text in texts_of(record.value):
        if "also" in loc:
            continue  # other ways to ask, which no page shows
        for _, form in short_forms_in(without_code(text)):
            yield record.problem(loc, form), form
    for offset, form in short_forms_in(read_page_text(record.body).prose):
        before = record.body[:offset]
        column = offset - (before.rfind("\n") + 1) + 1
        yield Problem(record.path, record.body_line + before.count("\n"), column, form), form


STYLE_RULES = (check_short_forms,)
