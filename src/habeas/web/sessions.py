"""Sessions: who is signed in, since when, and when that ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import login, logout
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from habeas.web.accounts.models import Account
from habeas.web.accounts.roles import Level
from habeas.web.headers import Answer
from habeas.web.settings import SESSION_SECONDS, serving

IDLE_AT_S3 = timedelta(minutes=15)
"""A session that can open S3 ends after so long without a request (safety, section 9)."""


class Backend(BaseBackend):
    """Finds the account of a session; passwords and links are checked in `accounts.entering`."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, while it is active."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


def begin(request: HttpRequest, account: Account) -> None:
    """Sign an account in, in a new session."""
    login(request, account, backend="habeas.web.sessions.Backend")
    now = serving().clock().isoformat()
    request.session["began"] = now
    request.session["last"] = now


def ended(answer: Answer) -> Answer:
    """Sign out whose session is over: 120 minutes after signing in, 15 idle for those who can open S3."""

    def run(request: HttpRequest) -> HttpResponseBase:
        account = request.user
        if isinstance(account, Account):
            now = serving().clock()
            if _over(request, account, now):
                logout(request)
            elif account.level is Level.S3:
                request.session["last"] = now.isoformat()
        return answer(request)

    return run


def account_of(request: HttpRequest) -> Account:
    """The account that asks; only for pages that the access table keeps to accounts."""
    assert isinstance(request.user, Account)
    return request.user


def _over(request: HttpRequest, account: Account, now: datetime) -> bool:
    began, last = request.session.get("began"), request.session.get("last")
    if not began or not last:
        return True
    if now - datetime.fromisoformat(began) > timedelta(seconds=SESSION_SECONDS):
        return True
    return account.level is Level.S3 and now - datetime.fromisoformat(last) > IDLE_AT_S3
