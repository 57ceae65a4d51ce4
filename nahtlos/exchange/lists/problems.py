"""The sentence for every thing that may be wrong with a cell; keys are stable, the web translates the sentences."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from nahtlos.exchange.lists.listed import Problem

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_name_no_number": "The row has neither a name nor a number of the person.",
        "required_missing": "This cell is required and empty.",
        "required_unreadable": "This cell is required and cannot be read.",
        "date_unreadable": "This is not a date; it was kept as written.",
        "date_impossible": "There is no such day in the calendar.",
        "date_vague": "Only part of this date is known.",
        "date_in_future": "This day lies in the future of the list.",
        "birth_unreadable": "The date of birth cannot be read; it was kept as written.",
        "birth_impossible": "There is no such day in the calendar; only the year was kept.",
        "birth_in_future": "The date of birth lies after the day of the list.",
        "birth_vague": "Only part of the date of birth is known.",
        "number_unreadable": "This is not a complete number; it was not used to recognise the person.",
        "leading_zero_restored": "The number had lost leading zeros; they were put back.",
        "postcode_unreadable": "This is not a postcode.",
        "phone_unreadable": "This is not a complete telephone number; it was kept as written.",
        "email_unreadable": "This is not an e-mail address.",
        "sex_unreadable": "The sex cannot be read.",
        "nationality_unreadable": "The nationality cannot be read; it was kept as written.",
        "nationality_contradiction": "Key ({key}) and text ({text}) name different nationalities; both were kept.",
        "name_one_part": "Only one name is known.",
        "name_order_unknown": "Family name and given name are not separated; both orders were kept.",
        "name_letters_lost": "Letters of the name were lost (?) when the list was exported.",
        "name_repaired": "Letters were damaged by a wrong encoding and have been repaired.",
        "name_extra_words": "Words that are no part of the name were set aside: {words}",
        "status_unreadable": "The residence status cannot be read; it was kept as written, without any consequence.",
        "status_from_decision": "The status does not say under which alternative; it was taken from the decision in this row.",
        "document_expired": "The document ended on {on}; whether the status goes on has to be checked.",
        "document_prolonged": "The printed end {on} has passed; the permit may run on by ordinance (section 24 AufenthG).",
        "decision_unreadable": "The decision cannot be read; it was kept as written, without any consequence.",
        "decision_without_service": "The day of service is missing; no deadline can be computed from this decision.",
        "dates_out_of_order": "This day lies before “{other}” ({on}); one of the two is wrong.",
        "benefit_unreadable": "The benefit cannot be read; it was kept as written.",
        "level_unreadable": "The language level cannot be read; it was kept as written.",
        "position_unreadable": "The position in the household cannot be read.",
        "case_number_missing": "The case number is missing and cannot be taken from the line above.",
        "open_end": "This end day means: no end.",
        "occupation_key_unreadable": "This is not a key of the classification of occupations (KldB 2010).",
        "cell_too_long": "This cell holds more than {limit} characters; it was kept as written and not read.",
        "value_unreadable": "This cell cannot be read; it was kept as written.",
    }
)


def message(problem: Problem) -> str:
    """The English sentence, filled in."""
    return MESSAGES[problem.code].format(**problem.params)
