"""What every page has around it: who is signed in, what waits, which part of the workbench this is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from habeas.register.seen import Seen
from habeas.web.sessions import account_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One page of a longer list; numbers count from 1."""

    items: tuple[T, ...]
    number: int
    last: int
    total: int


def leaf(items: Sequence[T], asked: str | None, size: int) -> Leaf[T]:
    """The asked page of a list: a number that is none, or beyond the end, is the nearest that there is."""
    last = max(1, -(-len(items) // size))
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    number = min(max(number, 1), last)
    return Leaf(tuple(items[(number - 1) * size : number * size]), number, last, len(items))


def page(
    request: HttpRequest,
    template: str,
    seen: Seen,
    values: Mapping[str, object],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """A page of the workbench."""
    frame = {"account": account_of(request), "waiting": len(seen.waiting), "seen": seen}
    return render(request, template, {**frame, **values}, status=status)
