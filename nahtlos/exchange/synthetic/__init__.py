"""Invented people of an invented district, and the lists four agencies keep of them: nobody in here exists."""

from nahtlos.exchange.synthetic.lists import write_lists
from nahtlos.exchange.synthetic.model import Household, Person, Population
from nahtlos.exchange.synthetic.population import generate

__all__ = ["Household", "Person", "Population", "generate", "write_lists"]
