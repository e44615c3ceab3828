"""The English word lists (`rules/words.yaml`), loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """Names, roles, relations, bodies and places of English. Names are lower case, places as written."""

    male: frozenset[str]
    female: frozenset[str]
    titles: frozenset[str]
    titles_male: frozenset[str]
    titles_female: frozenset[str]
    occupations: frozenset[str]
    offices: frozenset[str]
    relations: Mapping[str, tuple[str, str]]
    """A relation and (its inverse, the gender of who bears it or '')."""
    male_nouns: frozenset[str]
    female_nouns: frozenset[str]
    groups: frozenset[str]
    org_words: frozenset[str]
    orgs: frozenset[str]
    countries: Mapping[str, str]
    places: frozenset[str]
    nationalities: Mapping[str, str]
    say_verbs: frozenset[str]
    asking_verbs: frozenset[str]
    implicative_verbs: frozenset[str]
    no_names: frozenset[str]
    person_verbs: frozenset[str]
    particles: frozenset[str]
    male_names_in_a: frozenset[str]


@cache
def words() -> Words:
    """The lists, as packaged."""
    data = read_yaml("words.yaml")

    def low(key: str) -> frozenset[str]:
        return frozenset(str(item).lower() for item in data[key])

    def table(key: str) -> dict[str, str]:
        return {str(k): str(v) for k, v in data[key].items()}

    return Words(
        male=low("male_names"),
        female=low("female_names"),
        titles=low("titles") | low("titles_male") | low("titles_female"),
        titles_male=low("titles_male"),
        titles_female=low("titles_female"),
        occupations=low("occupations"),
        offices=low("offices"),
        relations={str(k): (str(v["of"]), str(v.get("gender", ""))) for k, v in data["relations"].items()},
        male_nouns=low("male_nouns"),
        female_nouns=low("female_nouns"),
        groups=low("group_nouns"),
        org_words=low("org_words"),
        orgs=frozenset(str(item) for item in data["orgs"]),
        countries=table("countries"),
        places=frozenset(str(item) for item in data["places"]),
        nationalities=table("nationalities"),
        say_verbs=low("say_verbs"),
        asking_verbs=low("asking_verbs"),
        implicative_verbs=low("implicative_verbs"),
        no_names=low("no_names"),
        person_verbs=low("person_verbs"),
        particles=low("particles"),
        male_names_in_a=low("male_names_in_a"),
    )


def read_yaml(name: str):  # type: ignore[no-untyped-def]  # YAML is parsed into values by its two callers
    """A data file of this room."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("habeas.reading").joinpath("rules", name).read_text(encoding="utf-8")
    return yaml.load(text, loader)  # a safe loader
