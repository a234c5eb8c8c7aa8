"""The store of replies: the only place that speaks SQL."""

from feedback_app.responses import AlreadyReleased, QueueFull, SaveOutcome, StoreUnavailable
from feedback_app.storage.reply_store import Store
from feedback_app.storage.snapshot import answers_only, copy_of, is_whole, reply_counts, with_answers, without_answers
from feedback_app.storage.store_file import mark_of
from feedback_app.storage.tables import columns_by_table
from feedback_app.storage.writer import Health

__all__ = [
    "AlreadyReleased",
    "Health",
    "QueueFull",
    "SaveOutcome",
    "Store",
    "StoreUnavailable",
    "answers_only",
    "columns_by_table",
    "copy_of",
    "is_whole",
    "mark_of",
    "reply_counts",
    "with_answers",
    "without_answers",
]
