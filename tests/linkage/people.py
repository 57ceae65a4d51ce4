"""Short ways to write down invented people."""

from datetime import date

from nahtlos.linkage.identity import Birth, Identity, Spelling


def born(text: str) -> Birth:
    """A birth from "1990-05-17" or "1990"."""
    parts = [int(part) for part in text.split("-")]
    return Birth.of(date(*parts)) if len(parts) == 3 else Birth.in_year(parts[0])


def someone(key: str, family: str, given: str, birth: str = "1990-05-17", **facts: object) -> Identity:
    """A man from Syria in Moselbrück, with whatever else a test says."""
    usual: dict[str, object] = {
        "sex": "m", "nationalities": frozenset({"SY"}), "postcode": "54901", "town": "Moselbrück", "origin": "list",
    }  # fmt: skip
    usual["spellings"] = (Spelling(family, given),)
    usual["births"] = (born(birth),) if birth else ()
    return Identity(key, **(usual | facts))  # type: ignore[arg-type]
