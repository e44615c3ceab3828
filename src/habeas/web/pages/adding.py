"""Add a source: a file or pasted text, kept and read at once."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from habeas.entries import Medium
from habeas.register import Declined
from habeas.web.pages.frame import page
from habeas.web.seeing import desk, seen_by
from habeas.web.settings import MAX_UPLOAD_BYTES
from habeas.web.words.said import web_address

_FIELDS = ("publisher", "published", "title", "address", "medium", "text")
MEDIA = tuple(medium.value for medium in Medium if medium is not Medium.table_row)


def add(request: HttpRequest) -> HttpResponse:
    """The form, and on POST the source kept and read; what is refused is said beside what was typed."""
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    if request.method != "POST":
        return _form(request, given, "")
    try:
        return _added(request, given)
    except Exception as error:
        if not type(error).__module__.startswith("habeas."):
            raise
        return _form(request, given, " ".join(str(error).split()))


def _added(request: HttpRequest, given: dict[str, str]) -> HttpResponse:
    file = request.FILES.get("file")
    if getattr(request, "upload_too_large", False):
        limit = MAX_UPLOAD_BYTES // 1_000_000
        raise Declined(
            _("The file is over %(limit)s MB. Split it, or give only the part that matters.") % {"limit": limit}
        )
    if (file is None) == (not given["text"].strip()):
        raise Declined(_("Give a file, or paste a text: one of the two. Nothing was kept."))
    if given["address"] and not web_address(given["address"]):
        raise Declined(_("The address is no web address. Write it with https:// in front, or leave it empty."))
    data = given["text"].replace("\r\n", "\n").encode() if file is None else file.read()
    register = desk().register
    kept = register.add(
        data,
        name="" if file is None else file.name or "",
        media_type="text/plain" if file is None else None,
        publisher=given["publisher"].strip() or None,
        published=given["published"].strip() or None,
        title=given["title"].strip() or None,
        address=given["address"].strip() or None,
        medium=Medium(given["medium"]) if given["medium"] in MEDIA else Medium.article,
    )
    if kept.source.text:
        register.read(kept)
    return redirect("source", kept.source.id)


def _form(request: HttpRequest, given: dict[str, str], problem: str) -> HttpResponse:
    return page(
        request,
        "add.html",
        seen_by(request),
        {"given": given, "problem": problem, "media": MEDIA},
        HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK,
    )
