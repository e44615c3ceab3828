"""Headers of every answer, and the names the workbench answers to."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    # No address of ours reaches another host. Not "no-referrer": browsers then send our own forms with the
    # origin "null", which the check against forged forms rightly refuses.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def headers(answer: Answer) -> Answer:
    """Every answer carries the security headers, and nothing of a register is kept by a browser or proxy."""

    def run(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
            response.headers["Vary"] = "Cookie, HX-Request"
        return response

    return run


def hosts(answer: Answer) -> Answer:
    """A request under another name is refused before anything else looks at it: a page of a stranger may point
    its own name at this machine."""

    def run(request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            return HttpResponse("This workbench does not answer to that name.\n", status=400, content_type="text/plain")
        return answer(request)

    return run
