"""What a reading promises, whatever the text: exact quotes, honest subjects, nothing from nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from readings import PUBLISHED, args, claims, kinds_in, model, needs_model, reading, who

from habeas.entries import Block, BlockKind, Modality, Tier, Via
from habeas.identity.names import fold
from habeas.kinds import check
from habeas.reading.reader import read

STORY = (
    "Teacher Ivan Petrov, 46, was arrested in Kazan on 3 May 2021 and sentenced to nine years in prison.\n"
    "He was freed on Saturday with 13 others. His wife, Maria Petrova, said he had received no letters for a year.\n"
)
WORDS = [
    "Ivan",
    "Petrov",
    "Maria",
    "he",
    "she",
    "his",
    "wife",
    "was",
    "arrested",
    "freed",
    "sentenced",
    "to",
    "nine",
    "years",
    "in",
    "prison",
    "on",
    "Saturday",
    "3",
    "May",
    "2021",
    ",",
    ".",
    ";",
    ":",
    "“",
    "”",
    '"',
    "'",
    "not",
    "never",
    "said",
    "that",
    "who",
    "13",
    "others",
    "colony",
    "No.",
    "4",
    "letters",
    "no",
    "Łabkovič",
    "Привет",
    "ў",
    "🙂",
    "\n",
    "(",
    ")",
    "-",
    "—",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=200)


@given(TEXTS)
def test_no_text_breaks_the_reader_and_every_quote_is_exact(text: str) -> None:
    for parsed in (True, False):
        found = read(
            text,
            (Block(BlockKind.paragraph, 0, len(text)),),
            "a",
            PUBLISHED,
            known=(),
            fold=fold,
            models=model() if parsed else None,
        )
        for claim in found.proposals:
            assert claim.quote
            assert text[claim.start : claim.end] == claim.quote
            assert claim.subject is None or text[claim.subject.start : claim.subject.end] == claim.subject.name
            assert check(claim.kind, claim.args) == ()


@needs_model
def test_the_story_of_one_man_is_read_with_its_quotes() -> None:
    found = claims(STORY)
    assert {"detained", "sentenced", "released", "personal", "role", "family", "contact_denied", "count"} <= {
        claim.kind for claim in found
    }
    assert all(STORY[claim.start : claim.end] == claim.quote for claim in found)


@needs_model
def test_only_a_named_subject_is_ready() -> None:
    assert {claim.via for claim in claims(STORY) if claim.tier is Tier.ready} == {Via.named}


@needs_model
def test_a_pronoun_with_one_candidate_needs_a_look() -> None:
    (claim,) = claims("Ivan Petrov is a teacher in prison. He was arrested in May 2021.", "detained")
    assert (who(claim), claim.via, claim.tier) == ("Ivan Petrov", Via.pronoun, Tier.look)


@needs_model
def test_a_surname_alone_belongs_to_the_full_name_before_it() -> None:
    (claim,) = claims("Ivan Petrov is a teacher. Petrov was arrested in May 2021.", "detained")
    assert (claim.via, claim.tier) == (Via.same_surname, Tier.look)


@needs_model
def test_a_surname_never_crosses_gender() -> None:
    text = "Maria Petrova is the wife of Ivan Petrov. Petrova was arrested in May 2021."
    (claim,) = claims(text, "detained")
    assert claim.subject is not None
    assert claim.subject.name == "Petrova"


@needs_model
def test_13_others_are_besides_him() -> None:
    (claim,) = claims(STORY, "count")
    assert (args(claim)["number"], args(claim)["state"]) == ("13", "released")
    assert "besides" in args(claim)


@needs_model
def test_letters_that_stopped_are_silence_and_not_a_ban() -> None:
    (claim,) = claims("Ivan Petrov is in prison. His wife has had no letter from him since May.", "contact_denied")
    assert args(claim) == {"channel": "letters", "basis": "silence", "with": "His wife"}


@needs_model
def test_a_date_of_the_week_is_told_from_the_day_of_publication() -> None:
    (claim,) = claims("Ivan Petrov was freed on Saturday.", "released")
    assert str(claim.when and claim.when.earliest) == "2025-06-21"  # type: ignore[union-attr]  # a day


@needs_model
def test_without_a_day_of_publication_the_words_are_kept_and_no_date_is_made() -> None:
    (claim,) = claims("Ivan Petrov was freed on Saturday.", "released", None)
    assert (claim.when, claim.when_text) == (None, "on Saturday")


@needs_model
def test_what_is_to_come_is_planned() -> None:
    found = claims("Ivan Petrov will be released from prison on 1 July 2025.", "released")
    assert {claim.modality for claim in found} == {Modality.planned}
    assert {claim.tier for claim in found} == {Tier.look}


@needs_model
def test_a_text_on_sport_makes_no_claims() -> None:
    text = "Released by the club last winter, striker Pavel Novak freed himself in the box. " * 10
    assert claims(text) == ()


@needs_model
def test_a_repeated_paragraph_is_read_once() -> None:
    once = claims(STORY)
    twice = claims(f"{STORY}\n{STORY}")
    assert [(c.kind, c.quote) for c in twice] == [(c.kind, c.quote) for c in once]


@needs_model
def test_the_same_text_gives_the_same_claims() -> None:
    assert reading(STORY) == reading(STORY)


def test_a_text_in_another_language_is_kept_and_said_not_to_be_read() -> None:
    found = reading("Ивана Петрова задержали в Казани третьего мая и приговорили к девяти годам колонии.")
    assert found.proposals == ()
    assert [problem.code for problem in found.problems] == ["language-not-read"]


def test_without_a_model_nothing_is_above_weak_and_one_notice_says_why() -> None:
    found = reading(STORY, PUBLISHED, parsed=False)
    assert {claim.tier for claim in found.proposals} == {Tier.weak}
    assert [problem.code for problem in found.problems] == ["no-model"]
    assert {claim.kind for claim in found.proposals} >= {"detained", "sentenced"}


def test_without_a_model_names_are_found_by_list_and_capitals() -> None:
    found = reading(STORY, PUBLISHED, parsed=False)
    assert "Ivan Petrov" in {who(claim) for claim in found.proposals}


@needs_model
def test_empty_words_make_nothing() -> None:
    assert kinds_in("Nothing happened in Kazan.") == set()
