"""What the server writes of its own errors: when, where in the program, of which kind. Never a word of content."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path


class Bare(logging.Formatter):
    """A line that names the kind of an error and the place in the program, and leaves out its message, the
    address that was asked for and every value: any of them may quote a source."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name}"
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            places = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)[-6:]]
            return f"{line} {type(error).__name__} at {' > '.join(places)}"
        status = getattr(record, "status_code", None)
        return line if status is None else f"{line} answered {status}"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"bare": {"()": "habeas.web.logs.Bare"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
"""Only errors of ours are written; refusals are told on their page."""
