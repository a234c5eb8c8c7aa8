"""Words that tell the search little about what is asked, or who asks."""

STOP_WORDS = (
    "a an the of to in on at for and or is are was were be been being am it its this that these those my your his "
    "her hers their our he she they them him i im ive me we you us do does did have has had can could will would "
    "should may might must what whats who whos when where how why which if so as by from with about than then there "
    "theyre youre hes shes want wants need needs please really just some any made make makes"
)
"""What nearly every question has. Only a search for nothing else is for these."""

WEAK_WORDS = (
    "child children kid kids boy boys girl girls lad lass son sons daughter daughters teenager "
    "foster fostered fostering"
)
"""Whom nearly every question is about: they count little beside other words."""

FIRST_PERSON = "i im ive ill id me my myself mine"
"""With one of these somebody asks about herself."""
_FAMILY = ("mum", "mums", "mam", "mom", "dad", "dads", "parent", "parents", "brother", "sister", "family")
CHILDS_PHRASES = (
    *("my carer", "my carers", "my foster carer", "my foster carers", "foster brother", "foster sister"),
    *(f"my foster {one}" for one in _FAMILY),
    *(
        f"foster {one} {does} me"
        for one in ("mum", "dad")
        for does in ("hits", "hit", "hurts", "hurt", "touches", "touched")
    ),
)
"""What only a child says, whatever else the question has."""
THIRD_PERSON = "he hes him his she shes her hers they them their child children kid kids foster carer carers"
"""With one of these somebody who is no child asks about a child, or as a carer."""
