"""Days and instants as they are asked about: text at the edge, values inside."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from habeas.register.refusals import Declined
from habeas.when import EdtfError, When, parse_edtf

At = date | datetime | str | None
"""When something is asked as known: an instant, a day to its end, either as text, or now."""


def parse_day(text: str) -> When:
    """An uncertain day (2025-06-21, 2025-06, 2025) as EDTF says it. Raises EdtfError."""
    when = parse_edtf(text)
    if isinstance(when, When):
        return when
    raise EdtfError(f"{text!r} is an interval; a day, month or year was expected. Write 2025-06-21, 2025-06 or 2025.")


def parse_known(text: str) -> date | datetime:
    """A day or an instant as ISO 8601 says it. Raises EdtfError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise EdtfError(f"{text!r} is not a day or an instant. Write 2025-06-22 or 2025-06-22T10:00Z.") from None


def parse_on(text: str) -> date:
    """A day as ISO 8601 says it. Raises EdtfError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise EdtfError(f"{text!r} is not a day. Write it as 2025-06-22.") from None


def instant_of(at: At, now: datetime) -> datetime:
    """The instant that is asked about; a day is taken to its end, UTC. Declined where it has not come."""
    if at is None:
        return now
    asked = parse_known(at) if isinstance(at, str) else at
    if isinstance(asked, datetime):
        asked = asked if asked.tzinfo is not None else asked.replace(tzinfo=UTC)
    else:
        asked = datetime.combine(asked, time.max, UTC)
    if asked.astimezone(UTC).date() > now.date():
        raise Declined(
            f"{asked.date()}: that day has not come; this register knows what was recorded up to {now.date()}. "
            "Ask for that day or an earlier one."
        )
    return asked


def day_of(on: date | str | None, known: datetime) -> date:
    """The day that is asked about; absent is the day of `known`. Declined where it lies after that."""
    day = parse_on(on) if isinstance(on, str) else on or known.date()
    if day > known.date():
        raise Declined(
            f"{day} lies after {known.date()}, the day up to which the register is asked: that would be a forecast. "
            "Ask for an earlier day, or a later --known."
        )
    return day
