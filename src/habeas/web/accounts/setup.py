"""The accounts' store made ready, and accounts made and changed: what the command line asks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command

from habeas.web.accounts.models import Account
from habeas.web.accounts.roles import Role, parse_roles
from habeas.web.settings import serving

_NAME = re.compile(r"[^\W_][\w.-]{0,59}")


class AccountRefused(ValueError):
    """The account cannot be made or changed like this; the message says why and what to do."""


def prepare() -> None:
    """Bring the tables of the accounts up to date; a new file is readable by its owner alone."""
    accounts = serving().accounts
    if "://" not in accounts:
        os.close(os.open(accounts, os.O_RDWR | os.O_CREAT, 0o600))
    call_command("migrate", verbosity=0, interactive=False)


def add(name: str, roles: Iterable[str], password: str | None, *, named_for_s3: bool = False) -> Account:
    """A new account. Without a password it opens only by a link. Raises AccountRefused, UnknownRole."""
    if not _NAME.fullmatch(name):
        raise AccountRefused(
            f"{name[:60]!r} is no name for an account. Use letters, digits, dots and hyphens, up to 60, without spaces."
        )
    if Account.objects.filter(name__iexact=name).exists():
        raise AccountRefused(f"{name}: there is an account of that name already. Choose another one.")
    account = Account(name=name, roles_text=_text(parse_roles(roles)), named_for_s3=named_for_s3)
    if password is None:
        account.set_unusable_password()
    else:
        checked(password, account)
        account.set_password(password)
    account.save()
    return account


def checked(password: str, account: Account) -> None:
    """Refuse a password that is easily guessed. Raises AccountRefused."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise AccountRefused(
            f"{' '.join(error.messages)} Choose twelve characters or more, such as six words."
        ) from None


def account(name: str) -> Account:
    """The account of this name. Raises AccountRefused."""
    found = Account.objects.filter(name=name).first()
    if found is None:
        raise AccountRefused(f"{name}: there is no account of that name. `habeas users list` shows all.")
    return found


def give(name: str, roles: Iterable[str], *, named_for_s3: bool | None = None) -> Account:
    """Give an account exactly these roles. The last active steward keeps that role. Raises AccountRefused,
    UnknownRole."""
    found, new = account(name), parse_roles(roles)
    if Role.steward in found.roles and Role.steward not in new and not _others_steward(found):
        raise AccountRefused(
            f"{name} is the only steward here. Make another one first, so that somebody can give roles."
        )
    found.roles_text = _text(new)
    if named_for_s3 is not None:
        found.named_for_s3 = named_for_s3
    found.save()
    return found


def every() -> tuple[Account, ...]:
    """All accounts, by name."""
    return tuple(Account.objects.order_by("name"))


def _others_steward(but: Account) -> bool:
    return any(Role.steward in a.roles for a in Account.objects.exclude(pk=but.pk) if a.is_active)


def _text(roles: frozenset[Role]) -> str:
    return ",".join(role for role in Role if role in roles)
