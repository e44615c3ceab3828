"""Jinja2 for the pages: everything escaped, an unknown name is an error, words come through gettext."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext
from jinja2 import Environment, StrictUndefined

from habeas.register.seen import level_of
from habeas.web.access import may
from habeas.web.words import dates, said, states


def environment(**options: Any) -> Environment:  # Django hands its own options through
    """The environment that Django renders with."""
    made = Environment(
        **{
            **options,
            "autoescape": True,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "auto_reload": False,
            "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
        }
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    made.globals |= {
        "static": static,
        "url": lambda name, *args: reverse(name, args=args),
        "may": may,
        "language": get_language,
        "right_to_left": get_language_bidi,
        "level_of": level_of,
        "said": said,
        "states": states,
        "dates": dates,
    }
    made.filters |= {
        "day": dates.day,
        "instant": dates.instant,
        "when": dates.when,
        "days": dates.days,
        "number": dates.number,
        "visible": said.visible,
        "quoted": said.quoted,
    }
    return made
