"""Words that tell the search little about what is asked, or who asks."""

STOP_WORDS = (
    "a about after again all also am an and any are as at be because been being but by can cannot could did do does "
    "doing for from get gets getting go goes going got had has have having he her here hers him his how i if im in "
    "into is it its ive just let like lot make makes may me might mine more most much must my need needs not now of "
    "off on one ones only or other our out over own please really said say says shall she should so some someone "
    "something such than that the their them then there these they thing things this those to too up us very want "
    "wants was way we were what whats when where whether which who whom whose why will with would you your yours "
    "yourself cant couldnt didnt doesnt dont hasnt havent isnt shouldnt wasnt wont wouldnt theyre youre hes shes"
)
"""What nearly every question has. Only a search for nothing else is for these."""

FIRST_PERSON = "i im ive ill id me my myself mine"
"""With one of these somebody asks about herself."""
THIRD_PERSON = "he hes him his she shes her hers they them their child children kid kids foster carer carers"
"""With one of these somebody who is no child asks about a child, or as a carer."""
