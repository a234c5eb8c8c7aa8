"""Invented comments as carers might write them, each with one detail planted in it; always the same ones."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

KINDS = 24


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


COMMENTS = (
    "We waited two weeks for an answer. {} It should not take that long.",
    "{} Nobody told us until the day before.",
    "The training was good and the room was warm. {}",
    "I asked my worker about respite.\n\n{}\n\nI am still waiting.",
    "to be honest the payments are fine but {} and that was hard on all of us",
    "Supervision is regular. {} Thank you for asking!",
    "PLEASE read this: {} We would like to be asked first.",
    "{}",
)

FIRST = _words("""
Aaliyah Abdul Abigail Adaeze Adam Agnieszka Ahmed Aidan Aisha Alan Alfie Alice Amelia Amir Andrew Angela Anil Anna
Anthony Archie Ayesha Barbara Ben Bethany Bilal Bogdan Brenda Brian Bronwen Caitlin Callum Carl Carol Charlie Chinedu
Chloe Chloe-Mae Christine Ciara Connor Craig Cristina Daisy Daniel Danuta David Dawn Deborah Declan Denise Derek Diane
Dominic Donna Dylan Ebony Eddie Eilidh Eleanor Ella Emily Emma Ethan Farah Fatima Femi Finley Fiona Florence Folake
Frank Freya Funmi Gareth Gary Gemma George Georgia Gerald Grace Grzegorz Gwen Hamza Hannah Harry Hassan Heather Helen
Henry Holly Ian Ibrahim Imogen Irfan Isla Ivy Jack Jacob Jade Jake James Janet Jasmine Jayden Jean Jessica Joan John
Jordan Joseph Josh Joy Jude Julie Kai Kamil Karen Kate Kayleigh Keith Kelly Kevin Khalid Kian Kwame Kyle Laila Lauren
Layla Leah Leanne Lee Leon Lewis Liam Lily Linda Logan Lola Lorraine Louise Lucy Luke Lyra Maisie Malik Margaret Maria
Mark Martin Mary Mason Matilda Matthew Max Megan Mehmet Mia Michael Mohammed Molly Muhammad Nadia Natasha Nathan Niamh
Nicola Nigel Noah Nusrat Oleksandr Olivia Oluwaseun Omar Oscar Owen Pamela Pat Patrick Paul Pauline Penny Peter Philip
Piotr Poppy Priya Rachel Rafal Rashid Rebecca Reece Rhys Riley Robert Robin Rosie Ruby Ryan Samantha Samuel Sandra
Sanjay Sarah Saoirse Scott Shanice Sharon Shaun Sian Sienna Simon Sophie Stacey Stanislaw Stephen Steven Sue Summer
Susan Svetlana Tariq Taylor Teddy Temitope Thandiwe Theo Thomas Tia Tom Tracey Tyler Victoria Wayne Wendy William
Xolani Yasmin Yusuf Zachary Zainab Zara Zbigniew Zeynep Zoe Zuzanna Kairo Nahom Tesfay Yordanos Ximo Bijal Ngaio
Semhar Mehari Shpresa Arben Thuy Minh Lwazi
""")
"""Common and rare ones; most of the last fifteen are in no list of ours."""

LAST = _words("""
Adeyemi Ahmed Bailey Baker Begum Brown Campbell Clarke Cooper Davies Evans Green Griffiths Hall Harris Hussain Jackson
Jones Kaur Khan Kowalski Lewis MacDonald Mahmood Morgan Nowak Nguyen O'Brien Okafor Patel Roberts Robinson Shah Singh
Smith Taylor Thompson Walker White Wright
""")

MONTHS = _words("January February March April May June July August September October November December")


@dataclass(frozen=True)
class Comment:
    """A comment, and what was planted in it."""

    kind: str
    text: str
    planted: str

    @property
    def is_a_name(self) -> bool:
        """Whether what was planted is somebody's name, which has no shape of its own."""
        return self.kind.startswith("name")


def comments(each: int, seed: int = 4) -> Iterator[Comment]:
    """So many comments of every kind."""
    dice = random.Random(seed)  # noqa: S311 the same comments each time
    for kind, (plant, sentences) in PLANTED.items():
        for _ in range(each):
            planted = plant(dice)
            sentence = dice.choice(sentences).format(planted)
            yield Comment(kind, dice.choice(COMMENTS).format(sentence), planted)


def _figures(dice: random.Random, many: int) -> str:
    return "".join(dice.choice("0123456789") for _ in range(many))


def _mobile(dice: random.Random) -> str:
    # 07700 900000 to 900999 belong to nobody.
    last = _figures(dice, 3)
    return dice.choice(("07700 900{}", "07700900{}", "07700-900-{}", "0 7700 900{}", "07700.900.{}")).format(last)


def _landline(dice: random.Random) -> str:
    return dice.choice(("01632 960{}", "(01632) 960{}", "01632960{}", "01632 960 {}", "020 7946 0{}")).format(
        _figures(dice, 3)
    )


def _abroad(dice: random.Random) -> str:
    return dice.choice(("+44 7700 900{}", "+447700900{}", "+44 (0)7700 900{}", "0044 1632 960{}")).format(
        _figures(dice, 3)
    )


def _email(dice: random.Random) -> str:
    name = dice.choice(FIRST).lower()
    return dice.choice(
        ("{}.k{}@example.com", "{}{}@mail.example.co.uk", "{}_{}+home@example.org", "{}{} at example dot com")
    ).format(name, dice.randrange(99))


def _postcode(dice: random.Random) -> str:
    area = dice.choice(("ME{}", "CT{}", "ST{}", "CV{}", "SW{}A", "M{}", "EC{}V", "DN{}")).format(dice.randrange(1, 10))
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    inner = f"{dice.randrange(10)}{dice.choice('ABDEFGHJLNPQUWXYZ')}{dice.choice(letters)}"
    code = f"{area}{dice.choice((' ', '', '  '))}{inner}"
    return dice.choice((code, code.lower()))


def _nhs(dice: random.Random) -> str:
    while True:
        nine = dice.choice("4679") + _figures(dice, 8)
        check = (
            11 - sum(int(figure) * weight for figure, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        ) % 11
        if check < 10:
            number = f"{nine}{check}"
            return dice.choice(
                (number, f"{number[:3]} {number[3:6]} {number[6:]}", f"{number[:3]}-{number[3:6]}-{number[6:]}")
            )


def _insurance(dice: random.Random) -> str:
    number = f"{dice.choice(('AB', 'JK', 'PX', 'SE'))}{_figures(dice, 6)}{dice.choice('ABCD')}"
    return dice.choice((number, f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:8]} {number[8]}", number.lower()))


def _day_in_figures(dice: random.Random) -> str:
    day, month, year = dice.randrange(1, 29), dice.randrange(1, 13), dice.randrange(2008, 2026)
    return dice.choice(
        (
            f"{day}/{month}/{year}",
            f"{day:02}/{month:02}/{year % 100:02}",
            f"{day}.{month}.{year}",
            f"{day:02}-{month:02}-{year}",
        )
    )


def _day_as_computers_write(dice: random.Random) -> str:
    return f"{dice.randrange(2008, 2026)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"


def _day_in_words(dice: random.Random) -> str:
    day, month, year = dice.randrange(4, 20), dice.choice(MONTHS), dice.randrange(2008, 2026)
    return dice.choice(
        (
            f"{day} {month} {year}",
            f"{day}th of {month}",
            f"{day}th {month[:3]} {year}",
            f"{day} {month}",
            f"{day}th {month.lower()} {year}",
        )
    )


def _month_first(dice: random.Random) -> str:
    day, month, year = dice.randrange(4, 20), dice.choice(MONTHS), dice.randrange(2008, 2026)
    return dice.choice(
        (f"{month} {day}, {year}", f"{month} {day}th", f"{month[:3]} {day} {year}", f"{month} the {day}th")
    )


def _web(dice: random.Random) -> str:
    return dice.choice(
        ("https://www.example.com/our-family/{}", "www.example.org/{}", "http://example.net/{}?x=1")
    ).format(dice.randrange(999))


def _domain(dice: random.Random) -> str:
    return dice.choice(("our-home{}.example.com", "the{}s.co.uk", "familyof{}.me")).format(dice.randrange(2, 99))


def _handle(dice: random.Random) -> str:
    return f"@{dice.choice(FIRST).lower().replace('-', '')}_{dice.randrange(1000)}"


def _named_handle(dice: random.Random) -> str:
    return f"{dice.choice(FIRST).lower().replace('-', '')}.{dice.randrange(10, 99)}"


def _plate(dice: random.Random) -> str:
    area, age = dice.choice(("LT", "GK", "BX", "EA")), dice.randrange(51, 76)
    return f"{area}{age}{dice.choice((' ', ''))}{''.join(dice.choices('ABCDEFGHJKLMNOPRSTUVWXYZ', k=3))}"


def _case(dice: random.Random) -> str:
    return dice.choice(("{}", "{}", "LC/{}", "KF-{}")).format(_figures(dice, 6))


def _long(dice: random.Random) -> str:
    return dice.choice("123456789") + _figures(dice, dice.randrange(6, 9))


def _street(dice: random.Random) -> str:
    name = dice.choice(("Acacia", "Mill", "Church", "Old Kiln", "Queen's", "Ash Tree", "Coronation"))
    road = dice.choice(("Road", "Street", "Lane", "Avenue", "Close", "Drive", "Gardens", "Way"))
    return f"{dice.randrange(1, 200)} {name} {road}"


def _school(dice: random.Random) -> str:
    name = dice.choice(("St Mary's", "Oakfield", "Hilltop", "King's Meadow", "Thistledown", "St. Oswald's"))
    kind = dice.choice(
        (
            "Primary School",
            "Academy",
            "Junior School",
            "High School",
            "Nursery",
            "CofE Primary School",
            "primary school",
        )
    )
    return f"{name} {kind}"


def _hospital(dice: random.Random) -> str:
    name = dice.choice(("Queen Ethelberga", "Mill Lane", "St Dunstan's", "Thistlemoor", "Elm Park"))
    return f"{name} {dice.choice(('Hospital', 'Surgery', 'Medical Centre', 'General Hospital', 'Health Centre'))}"


def _titled(dice: random.Random) -> str:
    return f"{dice.choice(('Mr', 'Mrs', 'Ms', 'Miss', 'Dr', 'Mrs.', 'mr'))} {dice.choice(LAST)}"


def _first(dice: random.Random) -> str:
    return dice.choice(FIRST)


def _full(dice: random.Random) -> str:
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def _small(dice: random.Random) -> str:
    return dice.choice(FIRST).lower()


NUMBERS = ("My number is {}.", "Ring me on {} after six.", "it was {} they gave us", "Call {}.")
DAYS = (
    "She came to us on {}.",
    "Her birthday is {}.",
    "The meeting of {} was cancelled.",
    "he moved {} with two days notice",
)
LINKS = ("See {} for pictures.", "It is on {}.", "we wrote about it ({})")
PEOPLE = (
    "{} told us to wait.",
    "I asked {} about it.",
    "It was hard for {}.",
    "Thanks to {} it worked out.",
    "{} has been with us since spring.",
    "when {} came to us nothing was ready",
    "My foster son {} missed school.",
    "We have a boy called {} here.",
)

PLANTED: dict[str, tuple[Callable[[random.Random], str], tuple[str, ...]]] = {
    "mobile number": (_mobile, NUMBERS),
    "landline": (_landline, NUMBERS),
    "number with country": (_abroad, NUMBERS),
    "e-mail": (_email, ("Write to {}.", "my email is {}", "Mail me: {}")),
    "postcode": (_postcode, ("We live in {}.", "It is at {}, near the park.", "everyone in {} knows")),
    "NHS number": (_nhs, ("The NHS number is {}.", "they mixed up {} with another child", "NHS {}")),
    "National Insurance number": (_insurance, ("My NI number is {}.", "they asked for {} twice")),
    "day in figures": (_day_in_figures, DAYS),
    "day as computers write it": (_day_as_computers_write, DAYS),
    "day in words": (_day_in_words, DAYS),
    "month first": (_month_first, DAYS),
    "web address": (_web, LINKS),
    "bare domain": (_domain, LINKS),
    "handle": (_handle, ("Find me as {}.", "{} posted it", "The group is {}.")),
    "name on a platform": (
        _named_handle,
        ("my snapchat: {}", "insta name is {}", "She is on tiktok as {}"),
    ),
    "number plate": (_plate, ("The car {} was outside.", "A white van, {}.")),
    "case number": (_case, ("Our case number is {}.", "ref: {}", "see file no {} please", "Case {} again.")),
    "long number": (_long, ("The account is {}.", "It says {} on the letter.")),
    "street": (_street, ("We moved to {}.", "They came to {} at night.", "the contact centre in {} is cold")),
    "school": (_school, ("He goes to {}.", "The head of {} rang.", "nobody at {} knew")),
    "hospital": (_hospital, ("We waited at {}.", "The letter came from {}.", "she was born in {}")),
    "name with title": (_titled, PEOPLE[:5]),
    "name": (_first, PEOPLE),
    "name with surname": (_full, PEOPLE),
    "name in small letters": (_small, PEOPLE[5:7]),
}
