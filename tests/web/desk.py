"""A register with invented people and accounts over it, for the tests of the workbench."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.test import Client

from habeas.entries import Claim, Json, Mention, Source, Tier
from habeas.kinds import decode_args
from habeas.register import Register
from habeas.web.accounts import setup
from habeas.web.accounts.entering import new_link
from habeas.web.accounts.models import Account
from habeas.when import parse_edtf

PASSWORD = "six plain words are good enough"
START = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)  # two decisions are never at one instant
        return self.now

    def on(self, **later: float) -> None:
        """Let so much time go by."""
        self.now += timedelta(**later)


@dataclass
class Desk:
    """The register, its clock, and people who work with it."""

    register: Register
    clock: Clock
    clients: dict[str, Client] = field(default_factory=dict)

    def source(self, text: str, **told: object) -> Source:
        """A kept source of this text."""
        name = str(told.pop("name", "report.txt"))
        kept = self.register.add(text.encode(), name=name, media_type="text/plain", **told)  # type: ignore[arg-type]  # as `add` takes them
        return kept.source

    def claim(
        self,
        source: Source,
        kind: str,
        name: str | None,
        quote: str,
        when: str | None = None,
        **args: Json,
    ) -> Claim:
        """A proposed claim that quotes the source."""
        start = source.text.index(quote)
        subject = None
        if name is not None:
            at = source.text.index(name)
            subject = Mention(name, at, at + len(name))
        made = Claim(
            source=source.id,
            kind=kind,
            start=start,
            end=start + len(quote),
            quote=quote,
            subject=subject,
            args=decode_args(kind, args),
            when=None if when is None else parse_edtf(when),
            tier=Tier.ready,
            reader="by hand: test",
        )
        return self.register.enter([made])[0]

    def account(self, name: str, *roles: str, s3: bool = False) -> Account:
        """An account with these roles."""
        return setup.add(name, roles or ("reader",), PASSWORD, named_for_s3=s3)

    def signed_in(self, name: str, *roles: str, s3: bool = False) -> Client:
        """A browser in which a new account of this name is signed in."""
        account = setup.add(name, roles or ("reader",), None, named_for_s3=s3)
        client = Client()
        # By a link: a password takes its time, as it should.
        answer = client.post(f"/enter/{new_link(account, self.clock(), set_password=False)}/")
        assert answer.status_code == 302, answer.content
        self.clients[name] = client
        return client


def arrest(desk: Desk, name: str = "Ivan Petrov", **told: object) -> Claim:
    """One source that tells of an arrest, and its claim."""
    text = f"{name} was arrested in Minsk on 3 May 2021, a paper said."
    source = desk.source(text, publisher="A paper", published="2021-05-05", **told)
    return desk.claim(source, "detained", name, "arrested in Minsk on 3 May 2021", "2021-05-03", place="Minsk")


def illness(desk: Desk, name: str = "Ivan Petrov") -> Claim:
    """One source that tells of an illness, which is kept at S3 by its kind."""
    source = desk.source(f"{name} has lost his sight in one eye, a relative said.", publisher="A paper")
    made = desk.claim(source, "health", name, "lost his sight in one eye", condition="lost his sight")
    return made
