"""The tables of the accounts' store."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from habeas.web.accounts.roles import Level, Role, parse_roles


class Account(AbstractBaseUser):
    """Somebody who works with the register. The name is what decisions are signed with, and never changes."""

    name: models.CharField[str, str] = models.CharField(max_length=60, unique=True)
    roles_text: models.CharField[str, str] = models.CharField(max_length=120, default="")
    named_for_s3: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    is_active: models.BooleanField[bool, bool] = models.BooleanField(default=True)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[BaseUserManager[Account]] = BaseUserManager()

    @property
    def roles(self) -> frozenset[Role]:
        """Its roles."""
        return parse_roles(name for name in self.roles_text.split(",") if name)

    def may_be(self, roles: frozenset[Role]) -> bool:
        """Whether it has one of these roles."""
        return not roles.isdisjoint(self.roles)

    @property
    def level(self) -> Level:
        """The highest level that it reads: S3 is for those named, S2 for reviewers."""
        if Role.reviewer not in self.roles:
            return Level.S1
        return Level.S3 if self.named_for_s3 else Level.S2


class EntryLink(models.Model):
    """A link that lets its holder in once. Only a digest of its token is kept."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    until: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    set_password: models.BooleanField[bool, bool] = models.BooleanField(default=False)


class Attempt(models.Model):
    """A sign-in that failed, by name and by address as digests: it holds back guessing, and is no record of people."""

    whose: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)


class Glance(models.Model):
    """That somebody opened content at S3: who, which entry, on which page, when. No content, no names."""

    by: models.CharField[str, str] = models.CharField(max_length=60)
    entry: models.CharField[str, str] = models.CharField(max_length=80)
    page: models.CharField[str, str] = models.CharField(max_length=60)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
