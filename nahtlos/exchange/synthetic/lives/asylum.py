"""The asylum procedure from the request to finality, as one family goes through it (§§ 13-77 AsylG)."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml

from nahtlos.exchange.synthetic.calendar import workday
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.model import Procedure
from nahtlos.exchange.synthetic.nations import Nation

#: The Ankunftsnachweis begins with the Datenaustauschverbesserungsgesetz (§ 63a AsylG).
CERTIFICATE_SINCE = date(2016, 2, 5)
#: The BAMF did not decide on Syria after the fall of the regime (announced 9 December 2024; end assumed).
SYRIA_HELD = (date(2024, 12, 9), date(2025, 9, 30))
GRANTS = ("ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "ae_25_3")
_RUSH = (date(2015, 6, 1), date(2016, 6, 30))


@cache
def _decisions() -> dict[str, dict[int, list[int]]]:
    data: dict[str, dict[int, list[int]]] = yaml.safe_load(
        files(__package__).joinpath("decisions.yaml").read_text(encoding="utf-8")
    )
    return data


def procedure(dice: Dice, nation: Nation, entry: date, as_of: date) -> Procedure:
    """The whole procedure of a family, also what lies ahead; the request itself has been made by the reference day."""
    request = min(workday(entry + dice.days(0, 7)), as_of)
    certificate, application = _registration(dice, request)
    interview = workday(application + dice.days(14, 170 if application.year < 2017 else 210))
    decided = workday(interview + _decision_takes(dice, nation, interview))
    if nation.code == "SY" and SYRIA_HELD[0] <= decided <= SYRIA_HELD[1]:
        decided = workday(SYRIA_HELD[1] + dice.days(1, 240))
    served = workday(decided + dice.days(2, 14))
    found = Procedure(request, certificate, application, interview, decided, _decide(dice, nation, decided), served)
    return _with_remedy(dice, found)


def _registration(dice: Dice, request: date) -> tuple[date | None, date]:
    rush = _RUSH[0] <= request <= _RUSH[1]
    application = request + (dice.days(40, 250) if rush else dice.days(9, 95))
    if request >= CERTIFICATE_SINCE:
        certificate = request + (dice.days(2, 60) if rush else dice.days(1, 14))
    elif application > CERTIFICATE_SINCE + timedelta(days=40) and dice.chance(0.8):
        certificate = dice.between(CERTIFICATE_SINCE, min(application, date(2016, 8, 5)) - timedelta(days=3))
    else:
        return None, workday(application)
    certificate = workday(certificate)
    return certificate, workday(max(application, certificate + timedelta(days=2)))


def _decision_takes(dice: Dice, nation: Nation, interview: date) -> timedelta:
    if nation.safe_since is not None and interview >= nation.safe_since:
        return dice.days(7, 90)
    return dice.days(10, 320) if interview.year < 2017 else dice.days(30, 420)


def _decide(dice: Dice, nation: Nation, on: date) -> str:
    by_year = _decisions().get(nation.code, _decisions()["other"])
    known = [year for year in by_year if year <= on.year]
    shares = by_year[max(known) if known else min(by_year)]
    code = dice.choices((*GRANTS, "rejected"), weights=shares)[0]
    if code != "rejected":
        return code
    safe = nation.safe_since is not None and on >= nation.safe_since
    return "rejected_ou" if dice.chance(0.85 if safe else 0.06) else "rejected"


def of_newborn(dice: Dice, parents: Procedure, registered: date) -> Procedure:
    """The procedure of a child born while the parents' is open: decided with theirs, or alone if theirs was decided."""
    assert parents.decision_date is not None and parents.final is not None  # noqa: S101, PT018
    own = replace(parents, request=None, arrival_certificate=None, interview=None, application=registered)
    if parents.decision_date > registered:
        return own
    decided = workday(registered + dice.days(45, 240))
    served = workday(decided + dice.days(2, 14))
    judged = parents.court_decision if parents.court_decision and parents.court_decision > served else None
    final = max(parents.final, served + timedelta(days=15))
    return replace(
        own, decision_date=decided, served=served, court_decision=judged, final=final,
        decision=own.decision if judged else outcome(parents), sued=judged is not None,
        decided_by_court=parents.decided_by_court and judged is not None,
    )  # fmt: skip


#: How often a decision is taken to court.
_SUES = {"rejected": 0.62, "rejected_ou": 0.35, "ae_25_2_alt2": 0.25, "ae_25_3": 0.2}


def _with_remedy(dice: Dice, found: Procedure) -> Procedure:
    """Finality: two weeks after service, one week if manifestly unfounded (§ 74 AsylG), or after the judgment."""
    assert found.served is not None  # noqa: S101 - the caller has just set it
    assert found.decision is not None  # noqa: S101
    grace = 8 if found.decision == "rejected_ou" else 15
    without_suit = found.served + timedelta(days=grace)
    if not dice.chance(_SUES.get(found.decision, 0)):
        return replace(found, final=without_suit)
    takes = dice.days(28, 75) if found.decision == "rejected_ou" else dice.days(60, 900)
    judged = workday(found.served + takes)
    if found.decision in GRANTS:
        # Only the better status is in dispute: what was granted is final.
        return replace(found, sued=True, court_decision=judged, final=without_suit)
    final = judged + timedelta(days=35)
    if found.decision == "rejected" and dice.chance(0.22):
        granted = dice.weighted({"ae_25_2_alt1": 3.0, "ae_25_2_alt2": 1.0, "ae_25_3": 4.0})
        return replace(
            found, sued=True, court_decision=judged, final=final, decision=f"rejected>{granted}", decided_by_court=True
        )
    return replace(found, sued=True, court_decision=judged, final=final)


def outcome(found: Procedure) -> str:
    """What the procedure ends with: a grant or a rejection."""
    return (found.decision or "").rsplit(">", 1)[-1]


def known_on(found: Procedure, as_of: date) -> Procedure:
    """The procedure as far as it has gone on a day."""

    def past(day: date | None) -> date | None:
        return day if day is not None and day <= as_of else None

    judged = past(found.court_decision)
    decided = past(found.decision_date)
    decision = None
    if decided is not None and found.decision is not None:
        decision = found.decision.rsplit(">", 1)[-1] if judged else found.decision.split(">")[0]
    return Procedure(
        past(found.request), past(found.arrival_certificate), past(found.application), past(found.interview), decided,
        decision, past(found.served), judged, past(found.final),
        sued=found.sued and found.served is not None and found.served + timedelta(days=7) <= as_of,
        decided_by_court=found.decided_by_court and judged is not None,
    )  # fmt: skip
