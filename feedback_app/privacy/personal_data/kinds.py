"""The kinds of detail that are looked for."""

from enum import StrEnum


class DetailKind(StrEnum):
    """What a piece of text looks like, as the mark in its place names it."""

    E_MAIL = "e-mail address"
    WEB = "web address"
    HANDLE = "name on social media"
    DATE = "date"
    POSTCODE = "postcode"
    INSURANCE = "National Insurance number"
    PLATE = "number plate"
    PHONE = "phone number"
    NHS = "NHS number"
    CASE = "case number"
    NUMBER = "long number"
    STREET = "address"
    SCHOOL = "name of a school or nursery"
    HEALTH = "name of a hospital or surgery"
    NAME = "name"

    @property
    def mark(self) -> str:
        """What stands in its place once it is taken out."""
        return f"[{self} taken out]"
