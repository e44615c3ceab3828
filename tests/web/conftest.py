"""Each test has a register and accounts of its own. Django is set up here, before a test file asks for its models."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from habeas.register import Register
from habeas.web.settings import configure
from habeas.web.workbench import Workbench

_FOLDER = tempfile.TemporaryDirectory(prefix="habeas-web-")
WORKBENCH = Workbench(
    register=str(Path(_FOLDER.name) / "none.habeas"),
    accounts=str(Path(_FOLDER.name) / "accounts.sqlite3"),
    secret="only for tests " * 4,
    hosts=("testserver", "127.0.0.1"),
)
configure(WORKBENCH)

from desk import Clock, Desk  # noqa: E402  # Django's models want its settings first
from django.conf import settings  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import connections  # noqa: E402

from habeas.web import seeing  # noqa: E402
from habeas.web.accounts.models import Account, Attempt, EntryLink, Glance  # noqa: E402
from habeas.web.accounts.setup import prepare  # noqa: E402


@pytest.fixture(scope="session")
def accounts() -> Iterator[None]:
    """The tables of the accounts."""
    prepare()
    yield
    connections.close_all()
    _FOLDER.cleanup()


@pytest.fixture
def desk(accounts: None, tmp_path: Path) -> Iterator[Desk]:
    """An empty register without accounts, served by this process."""
    for model in (EntryLink, Attempt, Glance, Account, Session):
        model.objects.all().delete()
    clock = Clock()
    path = str(tmp_path / "register.habeas")
    Register.create(path, clock).close()
    settings.WORKBENCH = replace(WORKBENCH, register=path, clock=clock)
    yield Desk(seeing.desk().register, clock)
    seeing.close()
