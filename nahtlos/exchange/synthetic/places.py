"""A fictional district: towns, streets, shelters, telephone numbers kept free for fiction."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.model import Address

HOCHMOSEL = "Landkreis Hochmosel"
#: Postcodes no place has.
_POSTCODES = tuple(str(code) for code in range(54901, 54929, 2))
_TOWNS = (
    "Moselbrück", "Oberhochscheid", "Rebenthal", "Schieferau", "Kallenrath", "Weiherscheid", "Lonsfeld", "Traubenach",
    "Bruchweilerheim", "Dornkastel", "Erzenburg", "Hunsfeld", "Wingertsbach", "Burglay",
)  # fmt: skip
_STREETS = (
    "Am Güterschuppen", "Am Schieferbruch", "An der Alten Mühle", "Bahnhofsvorplatz", "Brückenkopfstraße", "Eifelblick",
    "Fährstraße", "Hochscheider Weg", "Hunsrückhöhe", "Im Flürchen", "Kelterweg", "Kirchgässchen", "Lindenbüsch",
    "Mühlenbüsch", "Rebenstraße", "Sankt-Urban-Straße", "Schulgässchen", "Traubenacher Straße", "Uferpromenade",
    "Weinbergsring", "Winzergasse", "Zum Römerkeller", "Am Wendehammer", "Kiesgrubenweg", "Alter Treidelpfad",
)  # fmt: skip
_SHELTERS = (
    ("GU Alte Kaserne", "Am Güterschuppen 14", 0), ("GU Winzerhof", "Kelterweg 3", 2),
    ("GU ehem. Hotel Eifelblick", "Eifelblick 1", 3), ("GU Traubenach", "Fährstraße 40", 7),
    ("GU Dornkastel", "Hunsrückhöhe 21", 9), ("GU Erzenburg (Container)", "Im Flürchen 2", 10),
)  # fmt: skip
_BEGINNINGS = (
    "Alten",
    "Birken",
    "Eschen",
    "Fels",
    "Hohen",
    "Kalten",
    "Linden",
    "Mühlen",
    "Neuen",
    "Rauhen",
    "Stein",
    "Wald",
)
_ENDINGS = (
    "bruch",
    "dorn",
    "feld",
    "furt",
    "grund",
    "hain",
    "kirchlein",
    "rieden",
    "schlag",
    "tann",
    "warte",
    "wiesel",
)

#: Numbers the Federal Network Agency keeps free for films and books (notice 148/2021): prefix and open digits.
FICTION_NUMBERS = (
    ("030 23125", 3), ("069 90009", 3), ("040 66969", 3), ("0221 4710", 3), ("089 99998", 3), ("0171 39200", 2),
    ("0176 040690", 2),
)  # fmt: skip
MAIL_DOMAINS = ("example.org", "example.com", "example.net")


@dataclass(frozen=True)
class District:
    """A district that does not exist."""

    name: str
    towns: tuple[str, ...]
    shelters: tuple[Address, ...]
    reception: Address
    main_town_share: float = 0.3

    @property
    def seat(self) -> str:
        """The town of the district administration."""
        return self.towns[0]

    @property
    def short(self) -> str:
        """The name without the word for district ("Hochmosel")."""
        return self.name.removeprefix("Landkreis ").removeprefix("Kreis ")

    def address(self, dice: Dice, kind: str) -> Address:
        """A flat or house number somewhere in the district."""
        index = 0 if dice.chance(self.main_town_share) else dice.randrange(len(self.towns))
        number = f"{dice.randint(1, 60)}{dice.choice(('', '', '', '', 'a', 'b'))}"
        return Address(kind, f"{dice.choice(_STREETS)} {number}", _POSTCODES[index], self.towns[index])


def district(name: str) -> District:
    """The district of this name; an unknown one is made up, always the same for the same name."""
    towns = _TOWNS if name == HOCHMOSEL else _made_up(name)
    shelters = tuple(
        Address("GU", street, _POSTCODES[index], towns[index], shelter if towns is _TOWNS else f"GU {towns[index]}")
        for shelter, street, index in _SHELTERS
    )
    short = name.removeprefix("Landkreis ").removeprefix("Kreis ")
    reception = Address("Erstaufnahme", "Weinbergsring 100", _POSTCODES[0], towns[0], f"AfA-Außenstelle {short}")
    return District(name, towns, shelters, reception)


def _made_up(name: str) -> tuple[str, ...]:
    dice = Dice(0, f"district {name}")
    pairs = [beginning + ending for beginning in _BEGINNINGS for ending in _ENDINGS]
    return tuple(dice.sample(pairs, len(_POSTCODES)))


def phones(dice: Dice) -> Iterator[str]:
    """Numbers nobody has, in random order; after 5,200 they begin again, because no more are kept free."""
    numbers = [f"{prefix}{number:0{digits}d}" for prefix, digits in FICTION_NUMBERS for number in range(10**digits)]
    dice.shuffle(numbers)
    return cycle(numbers)


def phone_as_written(dice: Dice, number: str) -> str:
    """The number as somebody types it: with slash, hyphen, without blank or with +49."""
    area, rest = number.split(" ")
    return dice.choices(
        (number, f"{area}/{rest}", f"{area}-{rest}", f"{area}{rest}", f"+49 {area[1:]} {rest}"),
        weights=(0.66, 0.08, 0.06, 0.08, 0.12),
    )[0]
