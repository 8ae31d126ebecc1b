"""Items and their immutable versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.exceptions import VersionIsImmutable
from assessments.models.syllabus import ExamSubject, KnowledgePoint, SyllabusVersion
from assessments.querysets import ItemVersionQuerySet


class ItemType(models.TextChoices):
    """How an item is answered."""

    SINGLE = "single", pgettext_lazy("item type", "Single choice")
    MULTIPLE = "multiple", pgettext_lazy("item type", "Multiple choice")


class Difficulty(models.TextChoices):
    """How hard the author thinks it is; the statistics will say."""

    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class ItemState(models.TextChoices):
    """Where a version stands on its way into papers."""

    DRAFT = "draft", _("Draft")
    REVIEWED = "reviewed", _("Reviewed")
    PUBLISHED = "published", _("In use")
    RETIRED = "retired", _("Retired")


class ItemBank(models.Model):
    """One collection of items: of an exam subject, or of one course's quiz (``course_code``)."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=120)
    subject = models.ForeignKey(
        ExamSubject, on_delete=models.PROTECT, null=True, blank=True, related_name="banks"
    )
    syllabus = models.ForeignKey(
        SyllabusVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="banks"
    )
    course_code = models.CharField(_("course code"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("item bank")
        verbose_name_plural = _("item banks")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Item(models.Model):
    """One item under its code; what it says stands in its versions."""

    bank = models.ForeignKey(ItemBank, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(_("code"), max_length=30)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["bank", "code"]
        constraints = [models.UniqueConstraint(fields=["bank", "code"], name="one_item_a_code")]

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """One wording of an item. Its content never changes; a correction is a new version.

    ``options`` is ``[{"key": "A", "text": …}]`` in the author's order, ``key`` the letters of the
    right ones, ``whys`` a word on each option by letter: why one chooses it and what is wrong with it.
    ``law_as_of`` is the day whose law the item states; empty where no law is asked.
    Only ``state`` and who reviewed may change (:data:`MUTABLE`).
    """

    MUTABLE = frozenset({"state", "reviewed_by", "reviewed_by_id", "reviewed_at"})

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    type = models.CharField(_("type"), max_length=10, choices=ItemType)
    stem = models.TextField(_("question"))
    options = models.JSONField(_("options"))
    key = models.JSONField(_("right answers"))
    explanation = models.TextField(_("explanation"), blank=True)
    whys = models.JSONField(_("a word on each option"), default=dict, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    law_as_of = models.DateField(_("law as of"), null=True, blank=True)
    difficulty = models.CharField(_("difficulty"), max_length=10, choices=Difficulty, blank=True)
    knowledge_point = models.ForeignKey(
        KnowledgePoint, on_delete=models.PROTECT, null=True, blank=True, related_name="item_versions"
    )
    drafted_by = models.CharField(_("drafted by"), max_length=60, blank=True)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.DRAFT)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("item version")
        verbose_name_plural = _("item versions")
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="published"), name="one_version_in_use"
            ),
        ]
        indexes = [models.Index(fields=["state", "type"])]

    def __str__(self) -> str:
        return f"{self.item} · {self.number}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Write a new version, or its state; raises :class:`VersionIsImmutable` for anything else."""
        if not self._state.adding and not (update_fields and set(update_fields) <= self.MUTABLE):
            raise VersionIsImmutable(str(self))
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: a version is retired, not deleted."""
        raise VersionIsImmutable(str(self))
