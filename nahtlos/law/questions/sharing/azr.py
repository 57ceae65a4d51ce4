"""The Ausländerzentralregister: offices import from it on request; nothing is exported to it or passed on from it."""

from nahtlos.law.conditions.flow import on_request
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, Rule, determined, manual_check, rule
from nahtlos.law.questions.sharing.bodies import ASYLUM, flow_of
from nahtlos.law.questions.sharing.consented import PERMITTED, PROHIBITED

DATA = frozenset({"identity", "address", "status_and_procedure", "education_and_language", "course_participation"})


@rule("azr_no_export", cites=[Norm("§ 6 AZRG")])
def nothing_goes_to_the_register(case: Case) -> Outcome | None:
    """Reports to the register are made by the offices in its own procedure, never from here."""
    return determined(PROHIBITED) if flow_of(case).recipient == "azr" else None


def _read_on_request(cite: str, readers: set[str], tasks: set[str]) -> Rule:
    """A rule by which readers get status, procedure, address, education, language and courses for their tasks."""

    def read(case: Case) -> Outcome | None:
        """On request the register tells this body status, procedure, address, education and courses for its tasks."""
        flow = flow_of(case)
        if flow.sender != "azr" or flow.recipient not in readers or flow.purpose not in tasks:
            return None
        if flow.data not in DATA:
            return manual_check("The register is not asked for this kind of data here.")
        if case.met(on_request):
            return determined(PERMITTED)
        return manual_check("The register answers requests; whether it may share unasked has not been worked out.")

    number = cite.split()[1]
    return rule(f"azr_{number}_read_on_request", cites=[Norm(cite)])(read)


READERS = (
    _read_on_request(
        "§ 18a AZRG",
        {"sozialamt_sgb_xii", "asylblg_authority"},
        {"sgb_xii_task", "asylblg_task", "misuse_suspicion"},
    ),
    _read_on_request(
        "§ 18b AZRG", {"arbeitsagentur", "jobcenter"}, {"sgb_ii_task", "sgb_iii_task", "misuse_suspicion"}
    ),
    _read_on_request("§ 18d AZRG", {"jugendamt"}, {"sgb_viii_task", "misuse_suspicion"}),
    _read_on_request("§ 18 AZRG", {"arbeitsagentur"}, {"aufenthg_task"}),
)


@rule("azr_15_own_norm", cites=[Norm("§ 15 AZRG")])
def read_by_own_norm(case: Case) -> Outcome | None:
    """Authorities of asylum and residence read the register by norms the rule book does not know."""
    flow = flow_of(case)
    if flow.sender == "azr" and flow.recipient in ASYLUM | {"ausbildungsfoerderung"} and flow.is_task_of_one:
        return manual_check("The register answers this body by a norm of its own that has not been worked out.")
    return None


@rule("azr_no_reexport", cites=[Norm("§ 11 AZRG"), Norm("§ 18a AZRG"), Norm("§ 18b AZRG"), Norm("§ 18d AZRG")])
def no_reexport(case: Case) -> Outcome | None:
    """Nobody else gets data of the register, and nobody gets them for another purpose."""
    return determined(PROHIBITED) if flow_of(case).sender == "azr" else None


RULES = (nothing_goes_to_the_register, *READERS, read_by_own_norm, no_reexport)
