"""What the state exam asks, by version of its syllabus."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SyllabusVersion(models.Model):
    """One version of the official syllabus, in force for the exam years ``[valid_from, valid_to]``.

    The syllabus of 2025 replaced that of 2018 for exams from 2026 on (domain rules, section 1.6).
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=120)
    valid_from = models.PositiveSmallIntegerField(_("first exam year"))
    valid_to = models.PositiveSmallIntegerField(_("last exam year"), null=True, blank=True)

    class Meta:
        verbose_name = _("syllabus version")
        verbose_name_plural = _("syllabus versions")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="syllabus_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ExamSubject(models.Model):
    """One subject of the state exam, for instance ``A-COMP`` (domain rules, section 1.1)."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("exam subject")
        verbose_name_plural = _("exam subjects")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.title


class KnowledgePoint(models.Model):
    """One point of a syllabus version; a chapter has no parent.

    ``weight`` is the share of a paper in percent, for chapters; ``verified`` is false where the text
    is not checked against the official syllabus.
    """

    syllabus = models.ForeignKey(SyllabusVersion, on_delete=models.PROTECT, related_name="knowledge_points")
    subject = models.ForeignKey(ExamSubject, on_delete=models.PROTECT, related_name="knowledge_points")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    code = models.CharField(_("code"), max_length=30)
    title = models.CharField(_("title"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("share of a paper in percent"), null=True, blank=True)
    verified = models.BooleanField(_("checked against the official text"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("knowledge point")
        verbose_name_plural = _("knowledge points")
        ordering = ["syllabus", "position"]
        constraints = [
            models.UniqueConstraint(fields=["syllabus", "code"], name="one_knowledge_point_a_code"),
            models.CheckConstraint(
                condition=models.Q(weight__isnull=True) | models.Q(weight__lte=100),
                name="knowledge_point_weight_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chapter(self) -> KnowledgePoint:
        """The chapter it belongs to; free of queries where ``parent`` is loaded (two levels)."""
        return self.parent.chapter if self.parent else self
