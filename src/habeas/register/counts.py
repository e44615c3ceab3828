"""Counts over the whole register: who counts on a day as known at an instant, and why that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from habeas.cases.people import Known
from habeas.cases.view import Considered
from habeas.census.balance import Balance, Tallies, balance
from habeas.census.count import Checkpoint, Count, counted, tally
from habeas.census.definitions import Definition
from habeas.census.history import Claimed, History, history
from habeas.census.learning import learning
from habeas.census.population import population
from habeas.kinds import Number
from habeas.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Asked:
    """A day and the state of knowledge that it is asked with."""

    on: date
    known: datetime


class Counting:
    """The counts of one register. `state` gives the register as known at an instant."""

    def __init__(self, ledger: Ledger, state: Callable[[datetime], Known]) -> None:
        self._ledger = ledger
        self._state = state

    def count(self, definition: Definition, asked: Asked) -> Count:
        """The count of a definition on a day."""
        of = population(self._state(asked.known))
        return counted(
            tally(of, definition, asked.on), definition, asked.on, asked.known, self._checkpoint(asked.known)
        )

    def balance(self, first: Asked, last: Asked, before: Definition, after: Definition) -> Balance:
        """Why the count changed from one day and state of knowledge to another."""
        then, now = self._state(first.known), self._state(last.known)
        known_then, known_now = population(then), population(now)
        tallies = Tallies(
            tally(known_then, before, first.on),
            tally(known_then, after, first.on),
            tally(known_now, after, first.on),
            tally(known_now, after, last.on),
        )
        counts = (
            counted(tallies.first, before, first.on, first.known, self._checkpoint(first.known)),
            counted(tallies.last, after, last.on, last.known, self._checkpoint(last.known)),
        )
        return balance(*counts, tallies, learning(then, now, self._kept))

    def history(self, definition: Definition, first: date, last: Asked, vintages: Iterable[datetime]) -> History:
        """The count on every day from `first` to the last one, and as known earlier."""
        state = self._state(last.known)
        earlier = [population(self._state(known)) for known in vintages]
        claimed = _claimed(state.view.claims, definition)
        return history(population(state), definition, first, last.on, earlier, claimed)

    def names(self, persons: Iterable[str], known: datetime) -> Mapping[str, str]:
        """The name that each of these persons is shown by."""
        told = self._state(known).view.names
        return {person: told[person][0] for person in persons if told.get(person)}

    def _checkpoint(self, known: datetime) -> Checkpoint:
        size = max((r.position + 1 for r in self._ledger.read(known=known)), default=0)
        return Checkpoint(size, self._ledger.root(size).hex())

    def _kept(self, claim: str) -> bool:
        return self._ledger.entry(claim) is not None


def _claimed(claims: Iterable[Considered], definition: Definition) -> Iterable[Claimed]:
    """Others' figures of what a definition counts, as accepted claims give them."""
    wanted = "recognised" if definition.topic is not None else "held"
    for considered in claims:
        claim, number = considered.claim, considered.claim.arg("number")
        if claim.kind != "count" or not considered.accepted or not considered.feeds or claim.arg("state") != wanted:
            continue
        day = considered.when.latest or considered.told
        counter = str(
            claim.arg("counter") or (claim.speaker.name if claim.speaker else considered.source.publisher or "")
        )
        if isinstance(number, Number):
            yield Claimed(day, number, counter, claim.id, claim.source, claim.quote)
