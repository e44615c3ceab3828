"""Keys by which a copy is known again."""

from __future__ import annotations

from habeas.intake.copies import paragraph_keys, shared_paragraphs, text_key
from habeas.intake.paragraphs import split
from habeas.intake.repeats import repeats

BODY = (
    "Person A was freed on Saturday and taken to the border by bus together with thirteen others, "
    "a rights group in the capital said in a statement on its own page."
)


def test_equal_words_have_one_key_whatever_their_dress() -> None:
    assert text_key(f"**{BODY}**\n") == text_key(BODY.upper())


def test_a_body_pasted_twice_has_the_key_of_the_body() -> None:
    twice = f"{BODY}\n\n{BODY}"
    assert text_key(twice, repeats(twice, split(twice))) == text_key(BODY)


def test_other_words_have_another_key() -> None:
    assert text_key(BODY) != text_key(BODY.replace("thirteen", "fourteen"))


def test_a_long_paragraph_in_two_texts_is_shared() -> None:
    one, other = f"First page said:\n{BODY}", f"Second page said:\n{BODY}\nWith thanks."
    assert len(shared_paragraphs(one, split(one), other, split(other))) == 1


def test_short_paragraphs_are_no_sign_of_a_copy() -> None:
    assert paragraph_keys("With thanks.", split("With thanks.")) == frozenset()
