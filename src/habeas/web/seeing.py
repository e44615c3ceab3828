"""What an account sees of the register that this process serves."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from django.http import HttpRequest

from habeas.cases.view import Considered
from habeas.entries import Sensitivity
from habeas.register import Register
from habeas.register.seen import Desk, Seen, level_of
from habeas.web.accounts.models import Glance
from habeas.web.sessions import account_of
from habeas.web.settings import serving

_LOCK = Lock()
_DESKS: dict[str, Desk] = {}


def desk() -> Desk:
    """The register that is served, opened once a process. Refuses what `Register.open` refuses."""
    workbench = serving()
    with _LOCK:
        if workbench.register not in _DESKS:
            _DESKS[workbench.register] = Desk(Register.open(workbench.register, workbench.clock))
        return _DESKS[workbench.register]


def close() -> None:
    """Let go of every register."""
    with _LOCK:
        for held in _DESKS.values():
            held.register.close()
        _DESKS.clear()


def seen_by(request: HttpRequest, known: str | None = None) -> Seen:
    """The register up to the level of the account that asks, as known at an instant (absent: now)."""
    return desk().seen(Sensitivity(account_of(request).level.value), known or None)


def note(request: HttpRequest, page: str, shown: Iterable[Considered]) -> None:
    """Keep that S3 content was opened: by whom, which entry, on which page. No content."""
    by, at = account_of(request).name, serving().clock()
    close_kept = sorted({c.claim.id for c in shown if level_of(c.claim, c.source) is Sensitivity.S3})
    Glance.objects.bulk_create(Glance(by=by, entry=entry, page=page, at=at) for entry in close_kept)
