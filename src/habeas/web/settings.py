"""Django's settings, built in code from a workbench: there is no settings file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings

from habeas.web.logs import LOGGING
from habeas.web.workbench import Unsafe, Workbench

HERE = Path(__file__).parent

SESSION_SECONDS = 120 * 60
"""A session ends so long after signing in (safety, section 9)."""

MAX_UPLOAD_BYTES = 50_000_000
"""The largest file that the web takes in (safety, section 5)."""

MIDDLEWARE = (
    "habeas.web.headers.headers",
    "habeas.web.headers.hosts",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "habeas.web.sessions.ended",
    "habeas.web.access.checked",
    "habeas.web.refusals.told",
)
"""Outermost first: no answer is without its headers, and no view is reached but through the access table."""


def configure(workbench: Workbench) -> None:
    """Set Django up for this workbench; once a process."""
    settings.configure(**values(workbench))
    django.setup()


def serving() -> Workbench:
    """The workbench that this process serves."""
    workbench = settings.WORKBENCH
    assert isinstance(workbench, Workbench)
    return workbench


def values(workbench: Workbench) -> dict[str, Any]:  # Django's settings are of any type
    """The settings of a workbench, by Django's names."""
    return {
        "WORKBENCH": workbench,
        "SECRET_KEY": workbench.secret,
        "DEBUG": False,
        "ALLOWED_HOSTS": list(workbench.hosts),
        "CSRF_TRUSTED_ORIGINS": [],
        "ROOT_URLCONF": "habeas.web.urls",
        "WSGI_APPLICATION": "habeas.web.wsgi.application",
        "MIDDLEWARE": list(MIDDLEWARE),
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.staticfiles",
            "django_htmx",
            "habeas.web.accounts.apps.Accounts",
        ],
        "DATABASES": {"default": database(workbench.accounts)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "AUTH_USER_MODEL": "accounts.Account",
        "AUTHENTICATION_BACKENDS": ["habeas.web.sessions.Backend"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        ],
        "LOGIN_URL": "/login/",
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "DIRS": [HERE / "templates"],
                "OPTIONS": {"environment": "habeas.web.environment.environment"},
            }
        ],
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [HERE / "static"],
        "STATICFILES_FINDERS": [
            "django.contrib.staticfiles.finders.FileSystemFinder",
            "django.contrib.staticfiles.finders.AppDirectoriesFinder",
        ],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_MAX_AGE": 3600,
        "WHITENOISE_ALLOW_ALL_ORIGINS": False,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_I18N": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [("en", "English")],
        "LOCALE_PATHS": [HERE / "locale"],
        "LANGUAGE_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_NAME": "habeas_session",
        "SESSION_COOKIE_AGE": SESSION_SECONDS,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_SECURE": workbench.tls,
        "CSRF_COOKIE_NAME": "habeas_csrf",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_SECURE": workbench.tls,
        "CSRF_FAILURE_VIEW": "habeas.web.refusals.forged",
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if workbench.tls else None,
        "SECURE_HSTS_SECONDS": 31_536_000 if workbench.tls else 0,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_000_000,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 200,
        "FILE_UPLOAD_HANDLERS": ["habeas.web.uploads.InMemory"],
        "LOGGING": LOGGING,
    }


def database(address: str) -> dict[str, Any]:
    """Where the accounts lie, as Django says it. Raises Unsafe for what is neither a file nor PostgreSQL."""
    if "://" not in address:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": address, "OPTIONS": {"timeout": 5}}
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise Unsafe(f"HABEAS_ACCOUNTS: {parts.scheme}:// is not known. Name a file, or a postgresql:// address.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": "-c search_path=habeas_accounts,public"},
    }
