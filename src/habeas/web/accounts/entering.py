"""Ways in: a password, checked slowly and not too often, or a link that works once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from habeas.web.accounts.models import Account, Attempt, EntryLink

ATTEMPTS = 5
"""Failed sign-ins a name or an address may have within `WINDOW`."""

WINDOW = timedelta(minutes=1)
LINK_LIFE = timedelta(hours=24)
"""How long a link waits to be used."""


class TooMany(Exception):
    """Too many failed sign-ins within a minute."""


def by_password(name: str, password: str, address: str, now: datetime) -> Account | None:
    """The account with this name and password; absent where there is none, with the same work done. Raises
    TooMany."""
    marks = [_digest("name", name.casefold()), _digest("address", address)]
    Attempt.objects.filter(at__lt=now - WINDOW).delete()
    if any(Attempt.objects.filter(whose=mark, at__gte=now - WINDOW).count() >= ATTEMPTS for mark in marks):
        raise TooMany
    account = Account.objects.filter(name=name, is_active=True).first()
    if account is None:
        Account().set_password(password)  # so that a name that is not here takes as long as one that is
    elif account.check_password(password):
        return account
    Attempt.objects.bulk_create(Attempt(whose=mark, at=now) for mark in marks)
    return None


def new_link(account: Account, now: datetime, *, set_password: bool) -> str:
    """The token of a new link for this account; earlier ones stop working."""
    token = secrets.token_urlsafe(32)
    EntryLink.objects.filter(account=account).delete()
    EntryLink.objects.create(
        account=account, digest=_digest("link", token), until=now + LINK_LIFE, set_password=set_password
    )
    return token


def link(token: str, now: datetime) -> EntryLink | None:
    """The link with this token that can still be used."""
    return EntryLink.objects.filter(digest=_digest("link", token), until__gt=now, account__is_active=True).first()


def by_link(token: str, now: datetime) -> Account | None:
    """The account that a link is for; the link is spent then. Absent where it was used, is old or never was."""
    with transaction.atomic():
        found = link(token, now)
        # Two who use it at once: whoever deletes the row has it.
        if found is None or EntryLink.objects.filter(pk=found.pk).delete()[0] != 1:
            return None
        return found.account


def _digest(what: str, text: str) -> str:
    return hashlib.sha256(f"{what}\0{text}".encode()).hexdigest()
