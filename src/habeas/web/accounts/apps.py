"""The accounts as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """The one app with tables."""

    name = "habeas.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
