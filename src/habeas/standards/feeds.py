"""Alerts as a calendar (iCalendar, RFC 5545) and as a feed (JSON Feed 1.1). Same alerts, same bytes.

Both name persons: they are for the group that keeps the register, not for publication.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from habeas.entries import Json
from habeas.standards.clocks import Alert

_LINE_OCTETS = 75


def ics(alerts: Iterable[Alert], known: datetime) -> str:
    """A calendar with a whole-day event for each alert, passed or due. `known` is the instant as known at."""
    stamp = known.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Habeas//Alert clocks//EN", "CALSCALE:GREGORIAN"]
    for alert in alerts:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_id(alert)}@habeas",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{alert.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{alert.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(title(alert))}",
            f"DESCRIPTION:{_escaped(alert.sentence)}",
            "CLASS:CONFIDENTIAL",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def feed(alerts: Iterable[Alert], known: datetime) -> Json:
    """A feed of the alerts that are passed, newest first; what is due is no news yet."""
    passed = sorted((a for a in alerts if not a.due), key=lambda a: (a.day.toordinal(), _id(a)), reverse=True)
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Habeas: alert clocks",
        "description": f"As known at {known.astimezone(UTC).isoformat(timespec='seconds')}. Tiers are ours, not in the texts.",
        "items": [
            {
                "id": _id(alert),
                "title": title(alert),
                "content_text": alert.sentence,
                "date_published": f"{alert.day.isoformat()}T00:00:00Z",
                "tags": [alert.clock, f"{alert.tier.days} days"],
                "_habeas": {
                    "person": alert.person,
                    "clock": alert.clock,
                    "tier_days": alert.tier.days,
                    "param": alert.tier.param,
                    "claims": [c.claim.id for c in alert.claims],
                },
            }
            for alert in passed
        ],
    }


def title(alert: Alert) -> str:
    """An alert in a few words."""
    what = {"contact": "days without a word", "whereabouts": "days since the place was confirmed"}[alert.clock]
    return f"{alert.name}: more than {alert.tier.days} {what}"


def _id(alert: Alert) -> str:
    """The same alert has the same id on every run, so that a calendar replaces it and a reader shows it once."""
    key = f"{alert.person}|{alert.clock}|{alert.tier.days}|{alert.day.isoformat()}"
    return sha256(key.encode()).hexdigest()[:32]


def _escaped(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, never inside a character."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    return "\r\n".join([*pieces, piece])
