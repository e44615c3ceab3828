"""A ledger as text: one entry a line, the same in tests, documentation and the worked example.

    2025-06-22 source a "Freed after five years" publisher=paper published=2025-06-22
    2025-06-22   claim detained "Person A" 2020-05 | "seized in May 2020"
    2025-06-22   claim released "Person A" 2025-06-21 ground=pardon | "freed on Saturday"
    2025-06-23 accept a.1 a.2 by anna because "read against the original"
    2025-06-24 withdraw a.2 by boris because "another man of that name"
    2025-06-24 same "Person A"@a "Persona A"@b by anna because "one man, his lawyer says"

A line begins with the day or instant on which the entry was recorded. Claims belong to the source above them
(or name it: `source=a`) and are called a.1, a.2 in order; decisions d1, d2; `id=` says another name. `-` in
place of a name means that a claim is about a group, and in place of a date that none is given.

A source's text stands under it in lines that begin with `> `; without them it is made of its claims, so that
every quote has a place. Where a text has the words twice, `@7-25` says which are meant (code points,
end-exclusive) and `+@40-58` where they are repeated. Lines `block paragraph 0-31 language=en` and
`repeat 0-31 40-71` under a source say what the text is made of.

Arguments are name=value, in double quotation marks where they have spaces (`\\"`, `\\\\` and `\\n` inside them);
parts follow a dot: `place="Minsk"@25-30 place.id=BY`, and what is a list is counted: `besides.1="Person B"`,
`breakdown.1.by=sex breakdown.1.code=F breakdown.1.number=5`.
"""

from habeas.notation.parser import parse, read_claims
from habeas.notation.printer import print_notation
from habeas.notation.words import NotationError

__all__ = ["NotationError", "parse", "print_notation", "read_claims"]
