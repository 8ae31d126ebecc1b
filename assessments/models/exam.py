"""Exams that one can sit."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import ItemBank
from assessments.models.blueprint import Blueprint
from assessments.querysets import ExamQuerySet


class ExamKind(models.TextChoices):
    """What an exam is for."""

    MOCK = "mock", _("Mock exam")
    QUIZ = "quiz", _("Course quiz")


class ReleasePolicy(models.TextChoices):
    """When answers and explanations may be seen; the score is shown after submission."""

    AT_ONCE = "at_once", _("Right after submission")
    AFTER_CLOSE = "after_close", _("When the exam has closed for everybody")
    NEVER = "never", _("Score only")


class Exam(models.Model):
    """One exam that people can sit: papers are drawn from a bank by a blueprint.

    ``opens_at`` and ``closes_at`` bound a window (open without end where empty); ``attempt_limit``
    empty means without limit; ``course_code`` is empty for a mock exam.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ExamKind, default=ExamKind.MOCK)
    title = models.CharField(_("title"), max_length=120)
    blueprint = models.ForeignKey(Blueprint, on_delete=models.PROTECT, related_name="exams")
    bank = models.ForeignKey(ItemBank, on_delete=models.PROTECT, related_name="exams")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    pass_percent = models.PositiveSmallIntegerField(_("pass line in percent"), default=60)
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    attempt_limit = models.PositiveSmallIntegerField(_("attempts allowed"), null=True, blank=True)
    release_policy = models.CharField(
        _("answers are shown"), max_length=12, choices=ReleasePolicy, default=ReleasePolicy.AT_ONCE
    )
    course_code = models.CharField(_("course code"), max_length=10, blank=True, db_index=True)
    is_published = models.BooleanField(_("published"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ExamQuerySet.as_manager()

    class Meta:
        verbose_name = _("exam")
        verbose_name_plural = _("exams")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1), name="exam_has_minutes"),
            models.CheckConstraint(
                condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="exam_pass_line_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="exam_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(kind="mock", course_code="") | (Q(kind="quiz") & ~Q(course_code="")),
                name="quiz_has_a_course",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CourseQuiz(models.Model):
    """The quiz that a course asks for; passing it meets the course's requirement ``quiz``.

    Points down to the course by its code: a course has editions that come and go.
    """

    course_code = models.CharField(_("course code"), max_length=10, unique=True)
    exam = models.OneToOneField(Exam, on_delete=models.PROTECT, related_name="course_quiz")

    class Meta:
        verbose_name = _("course quiz")
        verbose_name_plural = _("course quizzes")

    def __str__(self) -> str:
        return self.course_code
