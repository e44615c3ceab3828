"""The claim kinds: their data, their examples, what reads them, and how sensitive they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from habeas.kinds import Example, Kind, UnknownKind, check, decode_args, encode_args, kind, kinds, vocabulary
from habeas.kinds.registry import LANGUAGES

STANDARDS = Path(__file__).parents[3] / "shared" / "data" / "standards.yaml"

FOLDS = {
    "asks",
    "charges",
    "conditions",
    "contact",
    "counts",
    "custody",
    "disputes",
    "identity",
    "person",
    "recognition",
    "sentence",
    "timeline",
}
"""What reads a kind: the folds of a case, the count, the asks, and who is who."""

TYPES = {
    "party",
    "place",
    "country",
    "number",
    "duration",
    "change",
    "term",
    "when",
    "offence",
    "measure",
    "choice",
    "channel",
    "term_of",
    "flag",
    "list",
    "text",
}

OWN_NAMES = {
    "via",
    "tier",
    "modality",
    "speaker",
    "reader",
    "when_text",
    "anchor",
    "attribution",
    "id",
    "source",
    "begin",
    "end",
}
"""What the notation writes beside the arguments in the same form, name=value."""


def examples() -> Iterator[tuple[Kind, Example]]:
    for found in kinds():
        for example in found.examples:
            yield found, example


@pytest.mark.parametrize(("found", "example"), [pytest.param(k, e, id=f"{k.id}: {e.quote}") for k, e in examples()])
def test_an_example_is_a_claim_of_its_kind(found: Kind, example: Example) -> None:
    args = decode_args(found.id, dict(example.args))  # type: ignore[arg-type]  # YAML is JSON in other clothes
    assert example.quote in example.text
    assert check(found.id, args) == ()
    assert encode_args(found.id, args) == example.args


@pytest.mark.parametrize(("found", "example"), [pytest.param(k, e, id=f"{k.id}: {e.quote}") for k, e in examples()])
def test_a_name_in_an_example_stands_where_it_says(found: Kind, example: Example) -> None:
    placed = [a for a in example.args.values() if isinstance(a, dict) and "start" in a]
    for item in [a for value in example.args.values() if isinstance(value, list) for a in value]:
        placed += [item] if "start" in item else []
    for mention in placed:
        assert example.text[mention["start"] : mention["end"]] == mention["name"]


@pytest.mark.parametrize("found", kinds(), ids=lambda found: found.id)
class TestEveryKind:
    def test_has_an_example_in_every_language_that_a_reader_proposes_it_in(self, found: Kind) -> None:
        languages = {example.language for example in found.examples}
        assert languages == (set(LANGUAGES) if found.proposed else {"en"})

    def test_has_an_english_example_first(self, found: Kind) -> None:
        assert found.examples[0].language == "en"

    def test_is_read_by_a_fold(self, found: Kind) -> None:
        assert found.reads, f"nothing reads {found.id}: name its folds, or remove it"
        assert set(found.reads) <= FOLDS

    def test_has_a_label_in_every_language(self, found: Kind) -> None:
        assert set(found.label) == set(LANGUAGES)
        assert all(found.label.values())

    def test_has_a_floor_of_sensitivity(self, found: Kind) -> None:
        levels = [found.sensitivity, *(level for _, _, level in found.raises)]
        assert set(levels) <= {"S0", "S1", "S2", "S3"}

    def test_is_raised_only_by_arguments_and_values_that_it_has(self, found: Kind) -> None:
        for name, value, level in found.raises:
            argument = found.argument(name)
            assert argument is not None
            assert level > found.sensitivity
            assert value == "*" or value in argument.of or (argument.type == "flag" and value == "true")

    def test_has_a_coarser_kind_that_exists_and_has_none_in_a_circle(self, found: Kind) -> None:
        path = [found.id]
        while (coarser := kind(path[-1]).broader) is not None:
            assert coarser not in path
            path.append(coarser)

    def test_has_arguments_of_known_types(self, found: Kind) -> None:
        assert {argument.type for argument in found.arguments} <= TYPES
        for argument in found.arguments:
            if argument.type == "choice":
                assert argument.of
            if argument.type == "term_of":
                assert all(vocabulary(list_) for list_ in argument.of)
            if argument.type == "list":
                assert argument.of in (("party",), ("breakdown",))

    def test_needs_only_arguments_that_it_has(self, found: Kind) -> None:
        assert set(found.needs_one) <= {argument.name for argument in found.arguments}

    def test_has_no_argument_named_as_something_of_every_claim(self, found: Kind) -> None:
        assert not OWN_NAMES & {argument.name for argument in found.arguments}


def test_the_reader_proposes_thirty_two_kinds_and_statements() -> None:
    assert sum(found.proposed for found in kinds()) == 33


def test_every_fact_of_the_standards_has_a_kind_that_produces_it() -> None:
    if not STANDARDS.exists():
        pytest.skip("the standards are not here: ../shared/data/standards.yaml")
    facts = {fact["id"] for fact in yaml.safe_load(STANDARDS.read_text(encoding="utf-8"))["facts"]}
    produced = {fact for found in kinds() for fact in found.produces}
    assert facts - produced == set(), "facts that no kind produces"
    assert produced - facts == set(), "facts that the standards do not know"


def test_a_kind_that_this_version_does_not_know_is_named() -> None:
    with pytest.raises(UnknownKind, match="There is no kind of claim 'beamed_up' in this version"):
        kind("beamed_up")


@pytest.mark.parametrize("term", ["sanctions_lift", "sanctions_impose", "quash", "support", "other", "release"])
def test_an_ask_of_the_news_has_its_term(term: str) -> None:
    assert term in {found.id for found in vocabulary("ask")}


@pytest.mark.parametrize(
    "list_", sorted({of for k in kinds() for a in k.arguments if a.type == "term_of" for of in a.of})
)
def test_terms_of_a_list_are_unique_and_have_an_english_label(list_: str) -> None:
    terms = vocabulary(list_)
    assert len({term.id for term in terms}) == len(terms)
    assert all(term.label.get("en") for term in terms)
