"""What is refused, in one sentence on a page: what, where, why, what to do."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from habeas.register import Ambiguous, Declined, NotFound
from habeas.web.headers import Answer


class told:  # a middleware, used as a function
    """Shows the rooms' own refusals as a sentence; anything else is an error of ours and says nothing of its
    content."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django asks this when a view raises."""
        if isinstance(error, NotFound):
            return not_found(request, error)
        if isinstance(error, Ambiguous | Declined) or type(error).__module__.startswith("habeas."):
            return refused(request, str(error))
        return None


def refused(request: HttpRequest, sentence: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> HttpResponse:
    """A page with one sentence."""
    title = {
        HTTPStatus.NOT_FOUND: _("Not found"),
        HTTPStatus.FORBIDDEN: _("Not allowed"),
        HTTPStatus.INTERNAL_SERVER_ERROR: _("Something broke here"),
    }.get(status, _("Refused"))
    return render(request, "refused.html", {"title": title, "sentence": " ".join(sentence.split())}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be understood."""
    return refused(request, _("This request cannot be understood. Go back, load the page again and retry."))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What the account's roles do not include."""
    return refused(
        request,
        _("Your account has no role that includes this. A steward of this register can give it."),
        HTTPStatus.FORBIDDEN,
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is not here, or may not be seen: the two look alike."""
    return refused(
        request,
        _("Nothing here has that address: it was never here, it was withdrawn, or your account may not see it."),
        HTTPStatus.NOT_FOUND,
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or from one that is too old."""
    return refused(
        request,
        _("This form does not belong to your session. Nothing was recorded; load the page again and retry."),
        HTTPStatus.FORBIDDEN,
    )


def failed(request: HttpRequest) -> HttpResponse:
    """An error of ours. Rendered without anything that could fail again."""
    return HttpResponse(
        "<!doctype html><title>Error</title><p>Something broke here. Nothing more was done; the page can be loaded "
        "again. If it goes on, report what you did.</p>",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
    )


Handler = Callable[..., HttpResponse]
