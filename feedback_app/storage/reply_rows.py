"""SQL statements about responses: each function is one step in a transaction of the caller."""

import json
import secrets
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from feedback_app.responses import Answer, Response, SaveOutcome, WrittenText
from feedback_app.storage.tables import INVITATION, RELEASE, REPLY, WORDS, equality_hash, receipt_hash, words_hash

# Statements for each reply are built once: building one takes longer than running it.
_SUMMARY_OF = select(RELEASE.c.summary).where(RELEASE.c.asking == bindparam("key"))
_ASKING_OF = select(REPLY.c.survey).where(REPLY.c.receipt_hash == bindparam("key"))
_EQUALITY_SUFFIX = "#apart"
_NEW_REPLY, _NEW_WORDS = insert(REPLY), insert(WORDS)
_UNUSED = (INVITATION.c.code_hmac == bindparam("key")) & (INVITATION.c.wave == bindparam("asking")) & ~INVITATION.c.used
_USE_CODE = update(INVITATION).where(_UNUSED).values(used=True)


def save_response(connection: Connection, response: Response, code_hmac: bytes | None) -> SaveOutcome:
    """Store a response once: by its receipt, and by its code where one is given."""
    if released_summary(connection, response.run_key) is not None:
        return SaveOutcome.TOO_LATE
    if run_key_of(connection, response.receipt) is not None:
        return SaveOutcome.ALREADY_RECEIVED
    if code_hmac is not None and not _use_code(connection, response.run_key, code_hmac):
        return SaveOutcome.CODE_REFUSED
    _add_reply(connection, receipt_hash(response.receipt), response.run_key, response.answers)
    if response.equality_answers:
        key = equality_hash(response.receipt)
        _add_reply(connection, key, equality_key(response.run_key), response.equality_answers)
    for question, words in response.words.items():
        row = {"survey": response.run_key, "question": question, "body": words, "may_quote": response.may_quote}
        connection.execute(_NEW_WORDS, row | {"words_hash": words_hash(response.receipt, question)})
    return SaveOutcome.RECEIVED


def equality_key(run_key: str) -> str:
    """The key under which the answers to a run's equality questions are stored. No survey run has such a key."""
    return f"{run_key}{_EQUALITY_SUFFIX}"


def _add_reply(connection: Connection, key: bytes, survey: str, answers: Mapping[str, Answer]) -> None:
    body = json.dumps(answers, sort_keys=True, separators=(",", ":"))
    connection.execute(_NEW_REPLY, {"receipt_hash": key, "survey": survey, "body": body})


def add_words(connection: Connection, run_key: str, question: str, words: str) -> None:
    """Store one text that no receipt leads to."""
    key = secrets.token_bytes(32)
    connection.execute(insert(WORDS).values(words_hash=key, survey=run_key, question=question, body=words))


def _use_code(connection: Connection, wave: str, code_hmac: bytes) -> bool:
    return connection.execute(_USE_CODE, {"key": code_hmac, "asking": wave}).rowcount == 1


def is_unused_code(connection: Connection, wave: str, code_hmac: bytes) -> bool:
    """Whether there is such a code, not yet used."""
    query = select(INVITATION.c.code_hmac).where(_UNUSED)
    return connection.execute(query, {"key": code_hmac, "asking": wave}).first() is not None


def run_key_of(connection: Connection, receipt: str) -> str | None:
    """The key of the survey run that a receipt's reply belongs to, or None."""
    return connection.execute(_ASKING_OF, {"key": receipt_hash(receipt)}).scalar_one_or_none()


def delete_response(connection: Connection, receipt: str, run_key: str) -> None:
    """Delete the reply and every text of a receipt."""
    # The texts do not say whose they are, so each question's key is worked out from the receipt.
    questions = connection.execute(select(WORDS.c.question).where(WORDS.c.survey == run_key).distinct()).scalars().all()
    for question in questions:
        connection.execute(delete(WORDS).where(WORDS.c.words_hash == words_hash(receipt, question)))
    keys = (receipt_hash(receipt), equality_hash(receipt))
    connection.execute(delete(REPLY).where(REPLY.c.receipt_hash.in_(keys)))


def add_invitations(connection: Connection, wave: str, code_hmacs: Iterable[bytes]) -> None:
    """Unused codes for a wave."""
    rows = [{"code_hmac": code_hmac, "wave": wave, "used": False} for code_hmac in code_hmacs]
    if rows:
        connection.execute(insert(INVITATION), rows)


def delete_invitations(connection: Connection, wave: str) -> None:
    """All codes of a wave, used or not."""
    connection.execute(delete(INVITATION).where(INVITATION.c.wave == wave))


def run_keys_with_codes(connection: Connection) -> frozenset[str]:
    """The keys of survey runs with codes."""
    return frozenset(connection.execute(select(INVITATION.c.wave).distinct()).scalars())


def unused_codes(connection: Connection, wave: str) -> int:
    """How many codes of a wave are not used."""
    unused = (INVITATION.c.wave == wave) & ~INVITATION.c.used
    return connection.execute(select(func.count()).select_from(INVITATION).where(unused)).scalar_one()


def reply_answers(connection: Connection, run_key: str) -> tuple[dict[str, Answer], ...]:
    """The ticked answers of each reply, in the order of their random keys."""
    bodies = select(REPLY.c.body).where(REPLY.c.survey == run_key).order_by(REPLY.c.receipt_hash)
    return tuple(_answers(body) for body in connection.execute(bodies).scalars())


def _answers(body: str) -> dict[str, Answer]:
    return {
        question: tuple(answer) if isinstance(answer, list) else answer for question, answer in json.loads(body).items()
    }


def written_texts(connection: Connection, run_key: str) -> tuple[WrittenText, ...]:
    """Each text with its question and whether it may be quoted, in the order of their random keys."""
    columns = select(WORDS.c.question, WORDS.c.body, WORDS.c.may_quote)
    texts = columns.where(WORDS.c.survey == run_key).order_by(WORDS.c.words_hash)
    return tuple(WrittenText(*row) for row in connection.execute(texts))


def run_keys_with_words(connection: Connection) -> tuple[str, ...]:
    """The sorted keys of texts."""
    return tuple(connection.execute(select(WORDS.c.survey).distinct().order_by(WORDS.c.survey)).scalars())


def reply_count(connection: Connection, run_key: str) -> int:
    """How many replied."""
    counted = select(func.count()).select_from(REPLY).where(REPLY.c.survey == run_key)
    return connection.execute(counted).scalar_one()


def released_summary(connection: Connection, run_key: str) -> str | None:
    """The summary of a survey run's release, or None."""
    return connection.execute(_SUMMARY_OF, {"key": run_key}).scalar_one_or_none()


def replace_replies(connection: Connection, run_key: str, summary: str) -> None:
    """Keep the summary and delete the replies it was made from."""
    connection.execute(insert(RELEASE).values(asking=run_key, summary=summary))
    connection.execute(delete(REPLY).where(REPLY.c.survey.in_((run_key, equality_key(run_key)))))


def run_keys_with_replies(connection: Connection) -> frozenset[str]:
    """The keys of survey runs with replies, or with answers to equality questions."""
    keys = connection.execute(select(REPLY.c.survey).distinct()).scalars()
    return frozenset(key.removesuffix(_EQUALITY_SUFFIX) for key in keys)


def delete_replies(connection: Connection, run_key: str) -> int:
    """Delete the replies to a survey run, and its answers to equality questions; how many rows there were."""
    return connection.execute(delete(REPLY).where(REPLY.c.survey.in_((run_key, equality_key(run_key))))).rowcount
