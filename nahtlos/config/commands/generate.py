"""`nahtlos generate`"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from nahtlos.config.command import Refused, parser_for
from nahtlos.exchange.synthetic.lists import write_lists
from nahtlos.exchange.synthetic.population import generate


def main(argv: list[str]) -> int:
    """Make synthetic people and write the lists four agencies keep of them, with the truth beside them."""
    parser = parser_for(
        "generate",
        "Make consistent synthetic people and the lists all four agencies keep of them. The same seed gives the same files.",
        "nahtlos generate --district Hochmosel --people 1424 --seed 7 --out lists",
    )
    parser.add_argument("--district", default="Landkreis Hochmosel", help="name of the invented district")
    parser.add_argument("--people", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, required=True, metavar="S")
    parser.add_argument("--as-of", metavar="DAY", help="the day the lists speak of (default: today)")
    parser.add_argument("--mess", type=float, default=1.0, help="0 clean, 1 as offices keep their lists, 3 a bad day")
    parser.add_argument("--out", type=Path, default=Path("lists"), metavar="DIR")
    options = parser.parse_args(argv)
    try:
        as_of = date.fromisoformat(options.as_of) if options.as_of else datetime.now(ZoneInfo("Europe/Berlin")).date()  # noqa: TID251 -- the edge
    except ValueError:
        raise Refused(f"{options.as_of!r} is not a day like 2016-09-30.", 2) from None
    try:
        population = generate(district=options.district, people=options.people, seed=options.seed, as_of=as_of)
        write_lists(population, options.out, options.mess)
    except ValueError as problem:
        raise Refused(str(problem), 2) from None
    except OSError as problem:
        raise Refused(f"{options.out} cannot be written: {problem.strerror}.", 2) from None
    print(f"{len(population.people)} people, {len(population.job_seekers)} of them looking for work, in {options.out}")
    return 0
