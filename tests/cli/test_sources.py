"""Which sources are one origin, as a person reads and decides it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Habeas = Callable[..., Result]
Refused = Callable[..., str]

CHANCE = random.Random(11)
WORDS = sorted({"".join(CHANCE.choices("abdegiklmnoprstuvz", k=CHANCE.randint(3, 9))) for _ in range(2000)})


def prose(seed: int, words: int = 120) -> str:
    """Invented words, twelve to a sentence and two sentences to a paragraph."""
    chance = random.Random(seed)
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(words // 12)]
    return "\n\n".join(" ".join(sentences[n : n + 2]) for n in range(0, len(sentences), 2))


ENGLISH = (
    "A court in Gomel convicted Ivan Petrov and 22 other strikers on 4 March 2024. Observers came from Norway, "
    "Finland, Denmark, Spain and Portugal, said Olga Example of the strike fund."
)
RUSSIAN = (
    "4 марта 2024 года суд в Гомеле признал виновными Ивана Петрова и ещё 22 забастовщиков. Приехали наблюдатели из "
    "Норвегии, Финляндии, Дании, Испании и Португалии, сообщила Ольга Экзампле."
)


@pytest.fixture
def kept(folder: Path, habeas: Habeas) -> Callable[..., Result]:
    """Keeps a text under a file name and gives what the command printed."""

    def keep(name: str, text: str, *options: str) -> Result:
        (folder / name).write_text(text, encoding="utf-8")
        result = habeas("add", name, *options)
        assert result.exit_code == 0, result.output
        return result

    return keep


def listed(habeas: Habeas, *options: str) -> dict[str, list[dict[str, object]]]:
    result = habeas("sources", *options, "--json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    return value


def bounds(habeas: Habeas, *options: str) -> tuple[object, object]:
    found = listed(habeas, *options)
    return found["at_least"], found["at_most"]


def test_a_copy_is_named_when_it_is_kept(kept: Callable[..., Result]) -> None:
    assert kept("report.txt", prose(1)).stderr.splitlines() == ["New register: register.habeas"]
    (line,) = kept("copy.txt", f"Another title.\n\n{prose(1)}").stderr.splitlines()
    assert line.startswith("copy.txt: a near-copy, 100% of the shorter text, with source ")


def test_of_two_copies_kept_at_once_the_later_one_is_named(folder: Path, habeas: Habeas) -> None:
    (folder / "a.txt").write_text(prose(1), encoding="utf-8")
    (folder / "b.txt").write_text(prose(1).upper(), encoding="utf-8")
    told = habeas("add", "a.txt", "b.txt").stderr.splitlines()
    assert [line.partition(" source ")[0] for line in told[1:]] == ["b.txt: the same text as"]


def test_reading_names_a_copy_too(kept: Callable[..., Result], folder: Path, habeas: Habeas) -> None:
    kept("report.txt", prose(1))
    (folder / "copy.txt").write_text(f"Another title.\n\n{prose(1)}", encoding="utf-8")
    assert "copy.txt: a near-copy" in habeas("read", "copy.txt", "--json").stderr


def test_a_copy_is_one_origin_and_says_why(kept: Callable[..., Result], habeas: Habeas) -> None:
    kept("report.txt", prose(1), "--publisher", "Example Daily")
    kept("copy.txt", f"Another title.\n\n{prose(1)}", "--publisher", "Example Radio")
    kept("other.txt", prose(2))
    assert bounds(habeas) == (2, 2)
    (link,) = listed(habeas)["groups"][0]["links"]  # type: ignore[misc]  # parsed JSON
    assert (link["relation"], link["certain"], link["share"]) == ("copy", True, 1.0)
    printed = habeas("sources").stdout
    assert printed.startswith("3 sources: 2 independent origins.")
    assert "Example Radio" in printed
    assert "of equal words" in printed


def test_a_translation_is_one_origin_at_least_and_two_at_most(kept: Callable[..., Result], habeas: Habeas) -> None:
    kept("english.txt", ENGLISH, "--published", "2024-03-05")
    kept("russian.txt", RUSSIAN, "--published", "2024-03-06")
    assert bounds(habeas) == (1, 2)
    printed = " ".join(habeas("sources").stdout.split())
    assert "possibly derived" in printed
    assert "Норвегии; Финляндии; Дании; Испании; Португалии" in printed
    assert "habeas derive SOURCE FROM" in printed


def test_a_decision_makes_a_translation_one_origin(kept: Callable[..., Result], habeas: Habeas) -> None:
    kept("english.txt", ENGLISH, "--published", "2024-03-05")
    kept("russian.txt", RUSSIAN, "--published", "2024-03-06")
    made = habeas("derive", "russian.txt", "english.txt", "--by", "anna", "--because", "a translation", "--json")
    assert made.exit_code == 0, made.output
    assert bounds(habeas) == (1, 1)
    assert "decided by anna, “a translation”" in " ".join(habeas("sources").stdout.split())
    decision = json.loads(made.stdout)["decision"]
    habeas("withdraw", decision, "--by", "anna", "--because", "not so")
    assert bounds(habeas) == (1, 2)


def test_a_decision_keeps_what_was_shown(kept: Callable[..., Result], habeas: Habeas) -> None:
    kept("english.txt", ENGLISH, "--published", "2024-03-05")
    kept("russian.txt", RUSSIAN, "--published", "2024-03-06")
    habeas("derive", "russian.txt", "english.txt", "--by", "anna", "--because", "a translation")
    from habeas.entries import Decision
    from habeas.register import Register

    with Register.open("register.habeas") as register:
        (made,) = [r.entry for r in register.entries() if isinstance(r.entry, Decision)]
    assert json.loads(made.evidence)["signs"] == ["facts", "order"]


def test_sources_are_listed_as_known_earlier(kept: Callable[..., Result], habeas: Habeas) -> None:
    kept("report.txt", prose(1))
    assert bounds(habeas, "--known", "2020-01-01") == (0, 0)


def test_one_source_may_be_asked_for(kept: Callable[..., Result], habeas: Habeas) -> None:
    kept("report.txt", prose(1))
    kept("other.txt", prose(2))
    (group,) = listed(habeas, "other.txt")["groups"]
    assert [source["name"] for source in group["sources"]] == ["other.txt"]  # type: ignore[attr-defined, index]


def test_an_own_document_is_no_origin(kept: Callable[..., Result], habeas: Habeas) -> None:
    kept("letter.txt", prose(1), "--medium", "own_document")
    assert bounds(habeas) == (0, 0)


def test_an_empty_register_says_what_to_do(habeas: Habeas) -> None:
    habeas("init")
    assert habeas("sources").stdout == "No source is kept. Add one: habeas add DOCUMENT, or habeas read ARTICLE.\n"


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("a.txt", "a.txt"), "a source is not derived from itself"),
        (("b.txt", "a.txt"), "already"),
        (("a.txt", "b.txt"), "the other way round"),
        (("a.txt", "missing.txt"), "no such source"),
    ],
)
def test_a_derivation_that_says_nothing_new_is_refused(
    pair: tuple[str, str], said: str, kept: Callable[..., Result], habeas: Habeas, refused: Refused
) -> None:
    kept("a.txt", prose(1))
    kept("b.txt", prose(2))
    decide = ("--by", "anna", "--because", "a rewrite")
    habeas("derive", "b.txt", "a.txt", *decide)
    assert said in refused("derive", *pair, *decide)


def test_a_closely_kept_source_is_listed_without_its_words(folder: Path, habeas: Habeas) -> None:
    from habeas.entries import Sensitivity
    from habeas.register import Register

    with Register.create("register.habeas") as register:
        for number, text in enumerate((prose(1), f"Another title.\n\n{prose(1)}")):
            register.add(text.encode(), name=f"{number}.txt", sensitivity=Sensitivity.S2)
    words = prose(1).split()[:6]
    for result in (habeas("sources"), habeas("sources", "--json")):
        assert result.exit_code == 0
        assert " ".join(words) not in " ".join(result.output.split())
