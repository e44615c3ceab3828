"""Write the tables of docs/explanation/standards.md from the rules, parameters and schemes.

    python tools/rules.py            # write them anew
    python tools/rules.py --check    # exit 1 when they are not what the rules say

What stands above the line `<!-- tables -->` is written by hand and stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from habeas.standards.instruments import instruments
from habeas.standards.rules import UNVERIFIED, Member, Rule, RuleTest, rules
from habeas.standards.schemes import PANEL, schemes

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "standards.md"
MARK = "<!-- tables -->\n"


def page() -> str:
    """The whole page: the hand-written part as it is, the tables anew."""
    text = PAGE.read_text(encoding="utf-8")
    return text.partition(MARK)[0] + MARK + "\n".join(_tables()) + "\n"


def _tables() -> Iterator[str]:
    yield "## Parameters that are ours"
    yield ""
    yield "| parameter | value | the texts say |"
    yield "|---|---|---|"
    for parameter in instruments().parameters.values():
        yield f"| {parameter.id} | {', '.join(f'{v:g}' for v in parameter.values)} {parameter.unit} | {parameter.why} |"
    yield ""
    yield "## Who is bound"
    yield ""
    yield "| State | instrument | from | before | basis |"
    yield "|---|---|---|---|---|"
    for party in instruments().parties.values():
        since = "not a party" if party.since is None else party.since.isoformat()
        until = "" if party.until is None else party.until.isoformat()
        yield f"| {party.state} | {party.instrument} | {since} | {until} | {_basis(party.basis == 'verified')} |"
    yield ""
    yield "## Schemes"
    yield ""
    yield "| scheme | version | what makes the outcome | criteria | basis |"
    yield "|---|---|---|---|---|"
    for scheme in schemes().values():
        if scheme.id != PANEL:
            criteria = ", ".join(c.id for c in scheme.criteria if c.votable)
            yield f"| {scheme.id} | {scheme.version} | {scheme.rule} | {criteria} | {_basis(scheme.basis == 'verified')} |"
    yield ""
    yield "## Rules"
    yield ""
    yield "| rule | version | where | what it says, in our words | test | at most | applies | basis |"
    yield "|---|---|---|---|---|---|---|---|"
    for rule in rules().values():
        yield "| " + " | ".join(cell.replace("|", "/") for cell in _row(rule)) + " |"


def _row(rule: Rule) -> tuple[str, ...]:
    applies = " and ".join(c.replace("_", " ").replace(":", " ") for c in rule.applies) or "always"
    text = rule.text if not rule.note else f"{rule.text} *{rule.note}*"
    where = f"{rule.instrument} {rule.paragraph}"
    basis = _basis(rule.verified)
    return rule.id, str(rule.version), where, text, _test(rule.test), rule.max_result.value, applies, basis


def _test(test: RuleTest) -> str:
    if test.kind == "same_as":
        return f"as {test.rule}"
    if test.question:
        return f"panel: {test.question}"
    if test.members:
        return f"{test.kind} of: " + "; ".join(_member(m) for m in test.members)
    words = [test.kind.replace("_", " "), ": ", " or ".join(map(str, test.of))]
    words += [" with " if test.kind == "overlap" else " after " if test.kind == "absent_after" else " to "] * bool(
        test.other
    )
    words += [" or ".join(map(str, test.other))]
    words += [f"; limit {test.limit}"] * (test.limit is not None)
    words += [f"; for minors {test.minor_limit}"] * (test.minor_limit is not None)
    words += ["; what a regime bars by law counts"] * test.by_law
    return "".join(words)


def _member(member: Member) -> str:
    return member.rule or member.criterion or member.question or str(member.selector)


def _basis(verified: bool) -> str:
    return "verified" if verified else UNVERIFIED


if __name__ == "__main__":
    wanted = page()
    if "--check" in sys.argv:
        sys.exit(
            0
            if PAGE.read_text(encoding="utf-8") == wanted
            else "docs/explanation/standards.md is stale: run tools/rules.py"
        )
    PAGE.write_text(wanted, encoding="utf-8")
