"""The facts of the service as one object; what a service does not keep is None, and has no page."""

from dataclasses import dataclass

from handbook.facts.actions import Actions
from handbook.facts.changes import Changes
from handbook.facts.courses import Courses
from handbook.facts.coverage import Coverage
from handbook.facts.delegation import Delegation
from handbook.facts.events import Events
from handbook.facts.figures import Figures
from handbook.facts.jargon import Jargon
from handbook.facts.local import Local
from handbook.facts.offers import Offers
from handbook.facts.places import Places
from handbook.facts.plan import Plan
from handbook.facts.rates import Rates
from handbook.facts.skills import Skills
from handbook.facts.standards import Standards
from handbook.facts.stocktake import Stocktake


@dataclass(frozen=True)
class Facts:
    """One field for each optional file of `service/`, named as the file is."""

    places: Places | None = None
    delegation: Delegation | None = None
    rates: Rates | None = None
    skills: Skills | None = None
    offers: Offers | None = None
    courses: Courses | None = None
    events: Events | None = None
    plan: Plan | None = None
    stocktake: Stocktake | None = None
    figures: Figures | None = None
    standards: Standards | None = None
    actions: Actions | None = None
    changes: Changes | None = None
    local: Local | None = None
    jargon: Jargon | None = None
    coverage: Coverage | None = None
