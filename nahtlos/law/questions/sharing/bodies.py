"""Who is who in the law of data protection, whose task a purpose is, and which data need more than a task."""

from typing import NamedTuple

from nahtlos.law.conditions.flow import data_class, purpose, recipient, sender
from nahtlos.law.engine.case import Case

#: The bodies of § 35 SGB I. The Amt für Ausbildungsförderung is one by §§ 12, 18 Abs. 2 SGB I.
SOCIAL = frozenset({"arbeitsagentur", "jobcenter", "sozialamt_sgb_xii", "jugendamt", "ausbildungsfoerderung"})
AGENTUR_AND_JOBCENTER = frozenset({"arbeitsagentur", "jobcenter"})
#: They execute the AsylG or hold what was collected under it.
ASYLUM = frozenset({"asylum_authority", "bamf", "auslaenderbehoerde"})
AUTHORITIES = SOCIAL | ASYLUM | {"asylblg_authority"}
#: Without any power by statute: what they pass on or receive rests on consent.
PRIVATE = frozenset({"course_provider", "migration_counselling", "physician", "employer", "association", "volunteer"})
#: Exempt from § 87 AufenthG: schools, and institutions of education and upbringing.
EDUCATION = frozenset({"school", "course_provider"})

#: Whose task a purpose is. The Agentur approves employment under the AufenthG (§ 39).
OWNERS = {
    "sgb_ii_task": frozenset({"jobcenter"}),
    "sgb_iii_task": frozenset({"arbeitsagentur"}),
    "sgb_viii_task": frozenset({"jugendamt"}),
    "sgb_xii_task": frozenset({"sozialamt_sgb_xii"}),
    "asylblg_task": frozenset({"asylblg_authority"}),
    "asylg_task": ASYLUM,
    "aufenthg_task": frozenset({"auslaenderbehoerde", "bamf", "arbeitsagentur"}),
    "placement_with_employer": frozenset({"arbeitsagentur", "jobcenter"}) | PRIVATE,
    "volunteer_support": PRIVATE,
}
SOCIAL_TASKS = frozenset({"sgb_ii_task", "sgb_iii_task", "sgb_viii_task", "sgb_xii_task", "placement_with_employer"})

#: They need consent or release whoever shares them (§ 65 SGB VIII, § 76 SGB X, Art. 9 DSGVO).
PROTECTED = frozenset({"entrusted_youth_data", "health_from_professional", "special_category"})


class Flow(NamedTuple):
    """What is to be shared."""

    sender: str
    recipient: str
    purpose: str
    data: str

    @property
    def ends(self) -> frozenset[str]:
        """Both sides."""
        return frozenset({self.sender, self.recipient})

    @property
    def protected(self) -> bool:
        """Whether the data need more than a task."""
        return self.data in PROTECTED

    @property
    def is_task_of_one(self) -> bool:
        """Whether the purpose is the sender's or the recipient's task; what is nobody's task in particular counts."""
        owners = OWNERS.get(self.purpose)
        return owners is None or bool(owners & self.ends)


def flow_of(case: Case) -> Flow:
    """What the question is about; every rule asks, so the case keeps it."""
    flow: Flow | None = case.kept.get("flow")
    if flow is None:
        flow = case.kept["flow"] = Flow(*(case.need(part) for part in (sender, recipient, purpose, data_class)))
    return flow
