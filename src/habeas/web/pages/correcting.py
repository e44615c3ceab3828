"""Correct a claim: the form with what the reader proposed, and the right claim put in its place."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from habeas.cases.view import Considered
from habeas.entries import Claim
from habeas.kinds import Argument, encode_args, kind, kinds, vocabulary
from habeas.register import Declined, NotFound
from habeas.register.correcting import Right, corrected
from habeas.web.pages.frame import page
from habeas.web.refusals import refused
from habeas.web.seeing import desk, note, seen_by
from habeas.web.sessions import account_of
from habeas.web.words.said import kind_label
from habeas.when import edtf

_SIMPLE = frozenset(
    {"text", "party", "person", "org", "place", "country", "number", "duration", "change", "term", "when", "offence"}
    | {"choice", "term_of", "channel", "flag"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """One argument as a form has it: `options` are its choices (empty: free text)."""

    name: str
    value: str
    required: bool
    options: tuple[str, ...]


def correct(request: HttpRequest, claim_id: str) -> HttpResponse:
    """The form, and on POST the correction."""
    seen = seen_by(request)
    found = seen.claim(claim_id)
    if found is None:
        raise NotFound(claim_id)
    note(request, "correct", [found])
    problem = ""
    if request.method == "POST":
        try:
            return _corrected(request, found)
        except ValueError as error:  # the rooms' refusals of words, dates and arguments
            if not type(error).__module__.startswith("habeas."):
                raise
            problem = str(error)
    asked = request.POST.get("kind") or request.GET.get("kind") or found.claim.kind
    chosen = asked if any(asked == k.id for k in kinds()) else found.claim.kind
    claim = found.claim
    return page(
        request,
        "correct.html",
        seen,
        {
            "c": found,
            "kind": chosen,
            "kinds": sorted(((k.id, kind_label(k.id)) for k in kinds()), key=lambda pair: pair[1].casefold()),
            "fields": _fields(request, claim, chosen),
            "when": request.POST.get("when", edtf(claim.when) if claim.when is not None else ""),
            "subject": request.POST.get("subject", "" if claim.subject is None else claim.subject.name),
            "quote": request.POST.get("quote", claim.quote),
            "negated": request.POST.get("negated") == "on" if request.method == "POST" else claim.negated,
            "problem": problem,
        },
        HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK,
    )


def _corrected(request: HttpRequest, found: Considered) -> HttpResponse:
    claim, by = found.claim, account_of(request).name
    if " ".join(found.decisions) != request.POST.get("seen", ""):
        return refused(
            request,
            _("Somebody decided on this claim after you opened the page. Nothing was recorded; look at it again."),
            HTTPStatus.CONFLICT,
        )
    told = {name: _lines(request.POST.get(name, "")) for name in ("kind", "when", "subject", "quote")}
    kind(told["kind"])
    before = {f.name: f.value for f in _fields(None, claim, claim.kind)}
    given = {
        name.removeprefix("arg-"): str(value).strip() for name, value in request.POST.items() if name.startswith("arg-")
    }
    right = Right(
        kind=told["kind"] if told["kind"] != claim.kind else None,
        when=_changed(told["when"].strip(), edtf(claim.when) if claim.when is not None else ""),
        subject=_changed(told["subject"], "" if claim.subject is None else claim.subject.name),
        quote=_changed(told["quote"], claim.quote),
        arguments={n: v for n, v in given.items() if told["kind"] != claim.kind or v != before.get(n, "")},
        negated=request.POST.get("negated") == "on",
    )
    made = corrected(claim, found.source.text, right, by)
    if (made.kind, made.args, made.when, made.subject, made.quote, made.negated) == (
        claim.kind,
        claim.args,
        claim.when,
        claim.subject,
        claim.quote,
        claim.negated,
    ):
        raise Declined(_("Nothing is different from the claim as it is. Change what is wrong, or accept it."))
    because = request.POST.get("because", "").strip()[:500]
    desk().register.correct(claim, made, by=by, because=because or _("Corrected against the source."))
    return redirect("review")


def _fields(request: HttpRequest | None, claim: Claim, kind_id: str) -> tuple[Field, ...]:
    now = encode_args(claim.kind, claim.args) if kind_id == claim.kind else {}
    found = []
    for argument in kind(kind_id).arguments:
        value: object = now.get(argument.name, "")
        if isinstance(value, dict):
            value = value.get("name") or value.get("text") or ""
        if argument.type not in _SIMPLE or isinstance(value, list):
            continue
        text = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else str(value)
        if request is not None:
            text = request.POST.get(f"arg-{argument.name}", text)
        found.append(Field(argument.name, text, argument.required, _options(argument)))
    return tuple(found)


def _options(argument: Argument) -> tuple[str, ...]:
    if argument.type == "choice":
        return argument.of
    if argument.type == "flag":
        return ("true", "false")
    if argument.type == "term_of":
        return tuple(term.id for list_ in argument.of for term in vocabulary(list_))
    return ()


def _lines(text: str) -> str:
    """A form sends line ends as two characters; a text has one."""
    return text.replace("\r\n", "\n")


def _changed(now: str, before: str) -> str | None:
    return None if now == before else now
