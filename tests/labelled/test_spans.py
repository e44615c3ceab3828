"""The labelled texts keep their own conventions: a set with a wrong offset measures nothing."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from habeas.kinds import check, decode_args, kind
from habeas.when import parse_edtf

HERE = Path(__file__).parent
RECORDS: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "english.jsonl").read_text(encoding="utf-8").splitlines()
]
MODALITIES = {"asserted", "testified", "reported", "alleged", "asked", "planned", "denied"}

each_text = pytest.mark.parametrize("record", RECORDS, ids=[record["id"] for record in RECORDS])


def words(record: dict[str, Any]) -> str:
    path: str = record["text"]
    return (HERE / path).read_bytes().decode("utf-8")


def named_spans(value: Any) -> list[dict[str, Any]]:
    """Every `{name, start, end}` inside a claim's arguments."""
    if isinstance(value, list):
        return [span for item in value for span in named_spans(item)]
    if not isinstance(value, dict):
        return []
    return [value] if "start" in value else [span for item in value.values() for span in named_spans(item)]


def test_every_text_has_one_record() -> None:
    assert [record["text"] for record in RECORDS] == sorted(f"texts/{p.name}" for p in (HERE / "texts").iterdir())


@each_text
def test_a_text_is_composed_and_has_plain_line_ends(record: dict[str, Any]) -> None:
    text = words(record)
    assert text == unicodedata.normalize("NFC", text)
    assert not {"\r", "\ufeff"} & set(text)


@each_text
def test_every_quote_stands_at_its_offsets(record: dict[str, Any]) -> None:
    text = words(record)
    assert [text[c["start"] : c["end"]] for c in record["claims"]] == [c["quote"] for c in record["claims"]]


@each_text
def test_every_mention_and_named_argument_stands_at_its_offsets(record: dict[str, Any]) -> None:
    text = words(record)
    spans = [*record["persons"], *named_spans([c["args"] for c in record["claims"]])]
    assert [text[span["start"] : span["end"]] for span in spans] == [span["name"] for span in spans]


@each_text
def test_every_claim_is_of_a_proposed_kind_with_valid_arguments(record: dict[str, Any]) -> None:
    for claim in record["claims"]:
        assert kind(claim["kind"]).proposed, claim
        assert not check(claim["kind"], decode_args(claim["kind"], claim["args"])), claim


@each_text
def test_every_date_is_edtf(record: dict[str, Any]) -> None:
    for claim in record["claims"]:
        if claim["when"] is not None:
            parse_edtf(claim["when"])


@each_text
def test_every_person_of_a_claim_is_mentioned(record: dict[str, Any]) -> None:
    mentioned = {person["id"] for person in record["persons"]} | {None}
    assert {claim["person"] for claim in record["claims"]} <= mentioned


@each_text
def test_modality_and_polarity_follow_the_conventions(record: dict[str, Any]) -> None:
    for claim in record["claims"]:
        assert claim["modality"] in MODALITIES
        assert claim["polarity"] == ("-" if claim["negated"] else "+")
        assert claim["via"] in {"named", "same-surname", "pronoun", "implied"}


@each_text
def test_an_irrelevant_text_carries_no_claims(record: dict[str, Any]) -> None:
    assert record["relevant"] == bool(record["claims"])
