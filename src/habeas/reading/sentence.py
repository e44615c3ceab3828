"""Tokens and sentences as the rules see them: the same with a parser and without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark. `head` is the index of its governor in the sentence (its own for the root);
    `entity` is the model's guess (PERSON, ORG, GPE ...), empty without a model; offsets are of T."""

    index: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str = ""

    @property
    def is_verb(self) -> bool:
        return self.tag.startswith("V") or self.tag == "MD"

    @property
    def is_noun(self) -> bool:
        return self.tag.startswith("NN")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a stretch between two semicolons. `text` is its own text, `start` its place in T;
    `block` counts the blocks of the document, `joined` says that it goes on after a semicolon."""

    tokens: tuple[Token, ...]
    text: str
    start: int
    block: int
    title: bool = False
    joined: bool = False
    parsed: bool = True
    _children: tuple[tuple[int, ...], ...] = field(default=(), repr=False, compare=False)

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def children(self, index: int) -> tuple[int, ...]:
        return self._children[index] if self._children else ()

    def child(self, index: int, *deps: str) -> Token | None:
        """The first dependent with one of these relations."""
        for i in self.children(index):
            if self.tokens[i].dep in deps:
                return self.tokens[i]
        return None

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def subtree(self, index: int) -> Iterator[int]:
        """The token and all below it, in no order."""
        stack, seen = [index], {index}
        while stack:
            i = stack.pop()
            yield i
            for c in self.children(i):
                if c not in seen:
                    seen.add(c)
                    stack.append(c)

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governors, nearest first."""
        for _ in range(40):
            if token.head == token.index:
                return
            token = self.tokens[token.head]
            yield token

    def at(self, offset: int) -> Token | None:
        """The token that covers this place of T."""
        return next((t for t in self.tokens if t.start <= offset < t.end), None)

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        return tuple(t for t in self.tokens if t.start >= start and t.end <= end)


def sentence(
    tokens: tuple[Token, ...], text: str, start: int, block: int, *, title: bool, joined: bool, parsed: bool
) -> Sentence:
    """A sentence with its dependents listed once."""
    children: list[list[int]] = [[] for _ in tokens]
    if parsed:
        for token in tokens:
            if token.head != token.index:
                children[token.head].append(token.index)
    return Sentence(tokens, text, start, block, title, joined, parsed, tuple(tuple(c) for c in children))


class Parser(Protocol):
    """What the reader needs of a loaded model: sentences of tokens for each piece of text."""

    def parse(self, pieces: list[str]) -> list[list[list[Token]]]: ...


_WORD = re.compile(
    r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?(?<=[^\W\d_]\.)(?=[^\W\d_]\.)|[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d,.]*\d|\d+|'s|[^\w\s]"
)
_STOP = re.compile(r"(?<=[.!?…])[\"”»']?\s+(?=[\"“«'A-ZÀ-Þ])")


def plain_tokens(text: str, lemmas: dict[str, str]) -> list[list[Token]]:
    """Sentences by full stops and tokens by shape: what is possible without a model. `lemmas` maps an
    inflected form to the word that the rules know."""
    sentences: list[list[Token]] = []
    start = 0
    for end in [*(m.start() for m in _STOP.finditer(text)), len(text)]:
        tokens = []
        for index, match in enumerate(_WORD.finditer(text, start, end)):
            word = match.group()
            low = word.lower()
            tag = "CD" if word[0].isdigit() else "NNP" if word[:1].isupper() and index else _shape(low)
            tokens.append(Token(index, word, lemmas.get(low, low), tag, "", index, match.start(), match.end()))
        if tokens:
            sentences.append(tokens)
        start = end
    return sentences


def _shape(word: str) -> str:
    if not word[0].isalnum():
        return "."
    if word in {"he", "she", "they", "him", "them", "it", "i", "we", "you"}:
        return "PRP"
    if word in {"his", "her", "their", "my", "our"}:
        return "PRP$"
    if word.endswith("ed"):
        return "VBN"
    return "NN"
