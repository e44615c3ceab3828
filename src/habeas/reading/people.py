"""What a text says of persons beside custody: role, family, age, origin, forms of the name."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.reading import details, kin, occupations
from habeas.reading.cast import Cast
from habeas.reading.draft import Draft
from habeas.reading.passage import Passage


def learn(cast: Cast) -> None:
    """Fill the cast with who bears which role and relation, before anything else is read."""
    for s in cast.sentences:
        for named in cast.names.within(s.start, s.end):
            if named.person is None:
                continue
            for token in occupations.of_name(cast, s, named):
                bearers = cast.described.setdefault(token.lemma, [])
                if named.person not in bearers:
                    bearers.append(named.person)
            for noun, owner in kin.of_name(cast, s, named):
                if owner is not None and owner is not named.person:
                    kin.note(cast, named.person, noun, owner)


def drafts(passage: Passage) -> Iterator[Draft]:
    """Claims about persons in one sentence."""
    s, cast = passage.sentence, passage.cast
    for named in cast.names.within(s.start, s.end):
        head = s.at(named.end - 1)
        who = cast.resolve(s, head, joined=False)[:1] if named.person is not None else ()
        if head is None or not who:
            continue
        yield from occupations.drafts_of_name(passage, named, who[0])
        yield from kin.drafts_of_name(passage, named, who[0])
        yield from details.drafts_of_name(passage, named, who[0], head)
    if s.parsed:
        yield from occupations.drafts(passage)
        yield from kin.drafts(passage)
        yield from details.drafts(passage)
