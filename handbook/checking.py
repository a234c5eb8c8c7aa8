"""The rules across files, in the order in which they are tried."""

from collections.abc import Callable, Iterator
from datetime import date

from handbook import (
    answer_rules,
    asking_rules,
    branching_rules,
    charter_rules,
    copy_rules,
    markup_rules,
    page_rules,
    prose_rules,
    review_rules,
    sample_rules,
