"""Texts that go back to one report: keys by which a copy is known again, and the evidence that it is one."""

from habeas.intake.copies.evidence import CopyEvidence, Relation, Text, compare, likeness, shared_spans
from habeas.intake.copies.keys import TextKeys, text_keys
from habeas.intake.copies.search import CopyIndex, Link, copies

__all__ = [
    "CopyEvidence",
    "CopyIndex",
    "Link",
    "Relation",
    "Text",
    "TextKeys",
    "compare",
    "copies",
    "likeness",
    "shared_spans",
    "text_keys",
]
