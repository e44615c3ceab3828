"""Independence: what counts as one origin (cases, section 7)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import accepted, view_of

from habeas.cases.origins import Kinship
from habeas.entries import Block, BlockKind, Recorded, Source
from habeas.notation import parse

SAYS = 'detained "Person A" 2020-05-29 | "{words}"'


def counted(ledger: str | tuple[Recorded, ...]) -> tuple[int, int]:
    """The independent origins of all claims, at least and at most."""
    view = view_of(ledger, "2025-12-31")
    found = Kinship(view).origins(view.claims)
    return found.at_least, found.at_most


def two(first: str, second: str) -> str:
    """Two sources, each with one claim in these words."""
    return accepted(first, publisher="daily") + accepted(second, publisher="radio")


def test_two_papers_with_their_own_words_are_two_origins() -> None:
    assert counted(two(SAYS.format(words="arrested"), SAYS.format(words="seized by police"))) == (2, 2)


def test_two_claims_of_one_source_are_one_origin() -> None:
    assert counted(accepted("\n".join([SAYS.format(words="arrested"), SAYS.format(words="seized")]))) == (1, 1)


def test_the_same_text_in_two_papers_is_one_origin() -> None:
    assert counted(two(SAYS.format(words="arrested"), SAYS.format(words="arrested"))) == (1, 1)


def test_a_source_derived_from_another_is_the_same_origin() -> None:
    ledger = two(SAYS.format(words="arrested"), SAYS.format(words="seized by police"))
    assert counted(ledger + '2025-06-22 derive radio daily by anna because "a rewrite"\n') == (1, 1)


def test_copies_meet_through_a_third_source_that_says_nothing_of_him() -> None:
    ledger = two(SAYS.format(words="arrested"), SAYS.format(words="seized by police"))
    ledger += "2025-06-22 source wire publisher=wire\n  > a wire report\n"
    ledger += '2025-06-22 derive radio wire by anna because "a rewrite"\n'
    ledger += '2025-06-22 derive daily wire by anna because "a rewrite"\n'
    assert counted(ledger) == (1, 1)


def test_two_papers_that_quote_the_wife_are_one_origin_for_her_words() -> None:
    quoting = 'detained "Person A" 2020-05-29 speaker="Anna Example" | "{words}, said Anna Example"'
    assert counted(two(quoting.format(words="arrested"), quoting.format(words="seized by police"))) == (1, 1)


def test_a_witness_under_two_spellings_is_one_origin_at_least_and_two_at_most() -> None:
    ledger = two(
        'detained "Person A" 2020-05-29 speaker="Ivan Petrov" | "arrested, said Ivan Petrov"',
        'detained "Person A" 2020-05-29 speaker="Иван Петров" | "задержан, сказал Иван Петров"',
    )
    assert counted(ledger) == (1, 2)


def test_whom_a_source_quotes_on_another_matter_joins_nothing() -> None:
    ledger = accepted(
        f"""{SAYS.format(words="arrested")}
        health "Person A" - condition=asthma speaker="Anna Example" | "asthma, said Anna Example" """,
        publisher="daily",
    ) + accepted(
        f"""{SAYS.format(words="seized by police")}
        health "Person A" - condition=flu speaker="Anna Example" | "flu, said Anna Example" """,
        publisher="radio",
    )
    view = view_of(ledger, "2025-12-31")
    arrests = [c for c in view.claims if c.claim.kind == "detained"]
    assert Kinship(view).origins(arrests).at_most == 2


def test_an_own_document_counts_nothing() -> None:
    ledger = accepted(SAYS.format(words="arrested")).replace("publisher=paper", "publisher=paper medium=own_document")
    assert counted(ledger) == (0, 0)


@pytest.mark.parametrize(("words", "expected"), [(25, (1, 2)), (12, (2, 2))])
def test_a_long_paragraph_in_common_is_one_origin_at_least(words: int, expected: tuple[int, int]) -> None:
    shared = " ".join(f"word{n}" for n in range(words))
    entries = []
    for recorded in parse(two(SAYS.format(words="arrested"), SAYS.format(words="seized by police"))):
        entry = recorded.entry
        if isinstance(entry, Source):
            own = " ".join(f"{entry.id}{n}" for n in range(60))
            text = f"{entry.text}\n\n{own}\n\n{shared}"
            start = len(text) - len(shared)
            entry = replace(entry, text=text, blocks=(Block(BlockKind.paragraph, start, len(text)),))
        entries.append(replace(recorded, entry=entry))
    assert counted(tuple(entries)) == expected


REPORT = " ".join(f"word{n}" for n in range(120))


@pytest.mark.parametrize(
    "copy",
    [
        f"Title of another paper. {REPORT}",
        " ".join(REPORT.split()[20:80]),
        REPORT.replace("word40 ", "other40 ").replace("word90 ", "other90 "),
        f"{REPORT} {REPORT}",
    ],
    ids=["under another title", "an excerpt", "lightly edited", "pasted twice"],
)
def test_a_copy_of_a_report_is_no_second_origin(copy: str) -> None:
    ledger = "".join(
        accepted(SAYS.format(words=words), publisher=name)
        for name, words in (("daily", f"arrested {REPORT}"), ("radio", f"arrested {copy}"))
    )
    assert counted(ledger) == (1, 1)


def test_what_signs_suggest_is_one_origin_at_least_and_two_at_most() -> None:
    view = view_of(two(SAYS.format(words="arrested"), SAYS.format(words="seized by police")), "2025-12-31")
    suspicious = replace(view, suspects=lambda sources: [(sources[0].id, sources[1].id)])
    found = Kinship(suspicious).origins(view.claims)
    assert (found.at_least, found.at_most) == (1, 2)
