"""One sentence with everything found in it: what rules, arguments and subjects look at."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.entries import Mention
from habeas.reading.cast import Cast, Referent
from habeas.reading.names import Named
from habeas.reading.pattern import Encoded, Unit
from habeas.reading.roles import clause
from habeas.reading.sentence import Sentence, Token
from habeas.reading.signals import Signal


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, its units and values, and the cast of the document."""

    sentence: Sentence
    encoded: Encoded
    signals: tuple[Signal, ...]
    cast: Cast

    @property
    def text(self) -> str:
        return self.cast.text

    def token(self, unit: int) -> Token:
        """The head token of a unit: for a name its last word."""
        u = self.encoded.units[unit]
        return self.sentence.tokens[u.last if u.name is not None else u.first]

    def unit_index(self, token: Token) -> int:
        return next((i for i, u in enumerate(self.encoded.units) if u.first <= token.index <= u.last), 0)

    def near(self, token: Token, first: int, last: int) -> range:
        """Units of the token's clause (without a parse: of its neighbourhood) plus those of the match."""
        units = self.encoded.units
        if not self.sentence.parsed:
            return range(max(0, first - 6), min(len(units), last + 9))
        verb = token
        for above in (token, *self.sentence.ancestors(token)):
            verb = above
            if above.is_verb or above.dep in ("ROOT", "appos", "conj"):
                break
        own = clause(self.sentence, verb)
        inside = {i for i, u in enumerate(units) if any(t in own for t in range(u.first, u.last + 1))}
        inside |= set(range(first, last))
        return range(min(inside), max(inside) + 1)

    def named(self, unit: Unit) -> Named | None:
        return unit.name

    def phrase(self, token: Token) -> str:
        return self.cast.phrase(self.sentence, token)

    def people(self, token: Token | None, *, joined: bool = True) -> tuple[Referent, ...]:
        return self.cast.resolve(self.sentence, token, joined=joined)


def mention(named: Named) -> Mention:
    return Mention(named.name, named.start, named.end)
