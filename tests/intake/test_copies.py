"""Copies: which texts go back to one report, and what shows it."""

from __future__ import annotations

import random
import sys
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.intake.copies import CopyIndex, Relation, Text, compare, copies, sketches, text_keys
from habeas.intake.paragraphs import split
from habeas.intake.repeats import repeats

CHANCE = random.Random(7)
WORDS = sorted({"".join(CHANCE.choices("abdegiklmnoprstuvz", k=CHANCE.randint(3, 9))) for _ in range(3000)})


def prose(words: int, seed: int) -> str:
    """Invented words in sentences of a dozen, two sentences to a paragraph."""
    chance = random.Random(seed)
    lines = []
    for start in range(0, words, 24):
        drawn = chance.choices(WORDS, k=min(24, words - start))
        lines.append(f"{' '.join(drawn[:12]).capitalize()}. {' '.join(drawn[12:]).capitalize()}.")
    return "\n\n".join(lines)


REPORT = prose(240, 1)


def related(text: str, other: str) -> Relation | None:
    """How `text` is related to `other`; None where neither copies the other."""
    found = compare(Text("one", text), [Text("other", other)])
    return found[0].relation if found else None


def grouped(*texts: str) -> int:
    """Into how many groups of copies these texts fall."""
    keys = {str(number): text_keys(text, repeats(text, split(text))) for number, text in enumerate(texts)}
    group = {id_: {id_} for id_ in keys}
    for link in copies(keys):
        joined = group[link.one] | group[link.other]
        group |= dict.fromkeys(joined, joined)
    return len({min(members) for members in group.values()})


def test_equal_words_are_the_same_text_whatever_their_dress() -> None:
    assert related(f"**{REPORT}**\n", REPORT.upper()) is Relation.same_text


def test_a_body_pasted_twice_has_the_keys_of_the_body() -> None:
    twice = f"{REPORT}\n\n{REPORT}"
    assert text_keys(twice, repeats(twice, split(twice))).whole == text_keys(REPORT).whole


def test_soft_hyphens_and_unseen_signs_change_nothing() -> None:
    assert related(REPORT.replace("a", "a\u00ad", 40).replace("e", "e\u200b", 40), REPORT) is Relation.same_text


def test_latin_letters_put_for_cyrillic_ones_change_nothing() -> None:
    text = "Человека задержали в Минске и увезли в неизвестном направлении."
    assert related(text.replace("о", "o"), text) is Relation.same_text


def test_a_report_under_another_title_is_a_copy() -> None:
    assert related(f"Another title of our own\n\n{REPORT}", REPORT) is Relation.copy


def test_a_few_paragraphs_of_a_long_report_are_an_excerpt() -> None:
    assert related("\n\n".join(REPORT.split("\n\n")[2:5]), REPORT) is Relation.excerpt


def test_two_reports_with_a_sentence_in_common_are_no_copies() -> None:
    assert related(f"{prose(200, 2)}\n\n{REPORT.split('. ')[0]}.", REPORT) is None


def test_a_text_of_under_20_shingles_is_a_copy_only_with_equal_words() -> None:
    short = prose(20, 3)
    assert related(short, f"{short} More.") is None
    assert related(short, short.upper()) is Relation.same_text


def test_texts_without_words_are_no_copies() -> None:
    assert related("", "") is None
    assert related("...", "---") is None


def test_evidence_pairs_the_stretches_that_stand_in_both() -> None:
    paragraphs = REPORT.split("\n\n")
    other = "\n\n".join(["Our own words stand here first.", *paragraphs[4:8], "And our own here, last of all."])
    (found,) = compare(Text("one", REPORT), [Text("other", other)])
    ((mine, theirs),) = found.shared_spans
    expected = "\n\n".join(paragraphs[4:8]).removesuffix(".")
    assert (REPORT[mine.start : mine.end], other[theirs.start : theirs.end]) == (expected, expected)
    assert found.share > 0.8


def test_evidence_comes_with_the_nearest_copy_first() -> None:
    excerpt = "\n\n".join(REPORT.split("\n\n")[2:5])
    found = compare(Text("one", REPORT), [Text("b", excerpt), Text("a", f"A title. {REPORT}"), Text("c", REPORT)])
    assert [one.other for one in found] == ["c", "a", "b"]


def test_an_excerpt_is_found_among_many_texts() -> None:
    report = prose(1200, 4)
    excerpt = "\n\n".join(report.split("\n\n")[10:13])
    others = [prose(200, seed) for seed in range(100, 150)]
    assert grouped(report, excerpt, *others) == 51


def test_a_formula_of_the_trade_joins_nothing() -> None:
    formula = prose(30, 5)
    assert grouped(*(f"{prose(120, seed)}\n\n{formula}" for seed in range(200, 300))) == 100


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_links_do_not_depend_on_the_order_of_the_texts(order: list[str]) -> None:
    texts = {
        "a": REPORT,
        "b": f"A title.\n\n{REPORT}",
        "c": "\n\n".join(REPORT.split("\n\n")[:4]),
        "d": prose(200, 6),
        "e": REPORT.upper(),
    }
    expected = copies({id_: text_keys(text) for id_, text in sorted(texts.items())})
    assert copies({id_: text_keys(texts[id_]) for id_ in order}) == expected


CHANGES = {
    "reprinted": lambda paragraphs, chance: paragraphs,
    "shouted": lambda paragraphs, chance: [paragraph.upper() for paragraph in paragraphs],
    "titled": lambda paragraphs, chance: ["Title of another paper.", *paragraphs],
    "repeated": lambda paragraphs, chance: [*paragraphs, chance.choice(paragraphs)],
    "shortened": lambda paragraphs, chance: paragraphs[: len(paragraphs) * 2 // 3],
    "reordered": lambda paragraphs, chance: chance.sample(paragraphs, len(paragraphs)),
    "edited": lambda paragraphs, chance: [edited(paragraph, chance) for paragraph in paragraphs],
}


def edited(paragraph: str, chance: random.Random) -> str:
    """One word in thirty is another."""
    return " ".join(chance.choice(WORDS) if chance.random() < 1 / 30 else word for word in paragraph.split())


@given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=4), st.integers(0, 10**6))
def test_no_copy_however_dressed_raises_the_number_of_groups(how: list[str], seed: int) -> None:
    chance = random.Random(seed)
    report, other = prose(240, seed), prose(200, seed + 1)
    changed = ["\n\n".join(CHANGES[one](report.split("\n\n"), chance)) for one in how]
    assert grouped(report, other, *changed) == grouped(report, other) == 2


def test_a_new_text_finds_its_copies_among_those_kept_before() -> None:
    index = CopyIndex()
    assert index.add("report", text_keys(REPORT)) == ()
    assert index.add("other", text_keys(prose(200, 8))) == ()
    found = index.add("copy", text_keys(f"A title.\n\n{REPORT}"))
    assert [(link.other, link.relation) for link in found] == [("report", Relation.copy)]


def test_texts_that_are_loaded_together_are_found_too() -> None:
    index = CopyIndex()
    index.load({"report": text_keys(REPORT), "other": text_keys(prose(200, 8))})
    assert [link.other for link in index.add("copy", text_keys(f"A title.\n\n{REPORT}"))] == ["report"]


def test_a_text_kept_before_is_not_its_own_copy() -> None:
    index = CopyIndex()
    index.add("report", text_keys(REPORT))
    assert index.add("report", text_keys(REPORT)) == ()


@pytest.mark.parametrize("size", [0, 1, 19, 32, 33, 128, 129, 300, 2000])
def test_signatures_are_the_same_with_and_without_rensa(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(size)
    sets = [array("Q", sorted(chance.getrandbits(64) for _ in range(size))) for _ in range(3)]
    with_rensa = sketches.signatures(sets)
    monkeypatch.setitem(sys.modules, "rensa", None)
    sketches._rensa.cache_clear()
    try:
        assert sketches.signatures(sets) == with_rensa
    finally:
        sketches._rensa.cache_clear()
