"""Coming in and going out: sign in, one-time links, sign out, and the health check."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth import logout as sign_out
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from habeas.web.accounts.entering import TooMany, by_link, by_password, link
from habeas.web.refusals import not_found
from habeas.web.sessions import begin
from habeas.web.settings import serving


def health(request: HttpRequest) -> HttpResponse:
    """That the workbench answers; nothing of what it is."""
    return HttpResponse("ok\n", content_type="text/plain")


def login(request: HttpRequest) -> HttpResponse:
    """Sign in by name and password."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = ""
    if request.method != "POST":
        return render(request, "login.html", {"wanted": wanted, "problem": "", "name": ""})
    name = request.POST.get("name", "")[:60].strip()
    problem, status = _("The name or the password is not right."), HTTPStatus.FORBIDDEN
    try:
        account = by_password(
            name, request.POST.get("password", "")[:500], request.META.get("REMOTE_ADDR", ""), serving().clock()
        )
    except TooMany:
        problem = _("Too many tries. Wait a minute, then try again.")
        account, status = None, HTTPStatus.TOO_MANY_REQUESTS
    if account is not None:
        begin(request, account)
        return redirect(wanted or "people")
    return render(request, "login.html", {"wanted": wanted, "problem": problem, "name": name}, status=status)


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a link that works once. Opening it changes nothing, since mail and chat programs open links by
    themselves; the button on its page does."""
    now = serving().clock()
    found = link(token, now)
    if found is None:
        return not_found(request)
    told = {"token": token, "set_password": found.set_password, "name": found.account.name, "problem": ""}
    if request.method != "POST":
        return render(request, "enter.html", told)
    password = request.POST.get("password", "")
    if found.set_password:
        try:
            validate_password(password, found.account)
        except ValidationError as error:
            told["problem"] = " ".join(error.messages)
            return render(request, "enter.html", told, status=HTTPStatus.BAD_REQUEST)
    account = by_link(token, now)
    if account is None:
        return not_found(request)
    if found.set_password:
        account.set_password(password)
        account.save()
    begin(request, account)
    return redirect("people")


def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    sign_out(request)
    return redirect("login")
