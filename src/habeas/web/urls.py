"""The addresses. Each has its row in `access`; what is added here without one answers 403 and fails a test."""

from __future__ import annotations

from django.urls import path

from habeas.web.pages.adding import add
from habeas.web.pages.case import case
from habeas.web.pages.claims import claims
from habeas.web.pages.comparing import compare
from habeas.web.pages.correcting import correct
from habeas.web.pages.deciding import decide, withdraw
from habeas.web.pages.entering import enter, health, login, logout
from habeas.web.pages.history import history
from habeas.web.pages.people import home, people
from habeas.web.pages.review import review
from habeas.web.pages.source import original, source, sources

urlpatterns = [
    path("", home, name="home"),
    path("health", health, name="health"),
    path("login/", login, name="login"),
    path("logout/", logout, name="logout"),
    path("enter/<str:token>/", enter, name="enter"),
    path("people/", people, name="people"),
    path("people/<str:person>/", case, name="case"),
    path("people/<str:person>/claims/", claims, name="claims"),
    path("people/<str:person>/with/<str:other>/", compare, name="compare"),
    path("sources/", sources, name="sources"),
    path("sources/add/", add, name="add"),
    path("sources/<str:source_id>/", source, name="source"),
    path("sources/<str:source_id>/original", original, name="original"),
    path("review/", review, name="review"),
    path("review/<str:claim_id>/decide", decide, name="decide"),
    path("review/<str:claim_id>/correct", correct, name="correct"),
    path("decisions/<str:decision_id>/withdraw", withdraw, name="withdraw"),
    path("history/", history, name="history"),
]

handler400 = "habeas.web.refusals.bad_request"
handler403 = "habeas.web.refusals.not_allowed"
handler404 = "habeas.web.refusals.not_found"
handler500 = "habeas.web.refusals.failed"
