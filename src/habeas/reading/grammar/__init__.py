"""Words of time and number, one table a language, and sentences as rows of such words.

A table (`english.yaml`) says of each word or phrase what kind it is: a month, a weekday, a comparator. The
grammar of dates, durations and numbers is written over kinds, so one grammar serves every language.
"""

from habeas.reading.grammar.shapes import Grammar, Rule, Shape
from habeas.reading.grammar.tables import Table, table
from habeas.reading.grammar.tokens import Token, tokens

__all__ = ["Grammar", "Rule", "Shape", "Table", "Token", "table", "tokens"]
