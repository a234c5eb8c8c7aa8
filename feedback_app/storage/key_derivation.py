"""How a receipt finds its rows: one-way, and differently for ticked answers and for each text."""

import hashlib


def receipt_hash(receipt: str) -> bytes:
    """The key of a reply. Eighty random bits need no salt."""
    return hashlib.sha256(f"reply\n{receipt}".encode()).digest()


def words_hash(receipt: str, question: str) -> bytes:
    """The key of one text. It cannot be worked out from the reply's key, only from the receipt itself."""
    return hashlib.sha256(f"words\n{question}\n{receipt}".encode()).digest()


def apart_hash(receipt: str) -> bytes:
    """The key of the answers to equality questions; only the receipt leads from the reply to them."""
    return hashlib.sha256(f"apart\n{receipt}".encode()).digest()


def suggestion_hash(receipt: str) -> bytes:
    """The key of a suggested change; no reply and no text has it, even with the same receipt."""
    return hashlib.sha256(f"suggestion\n{receipt}".encode()).digest()
