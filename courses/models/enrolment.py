"""Who learns what, and how far."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from courses.models.edition import CourseEdition, EditionRequirement
from courses.progress import Progress, measure
from courses.querysets import EnrolmentQuerySet


class EnrolmentState(models.TextChoices):
    """Where an enrolment stands."""

    ACTIVE = "active", pgettext_lazy("enrolment", "Active")
    COMPLETED = "completed", pgettext_lazy("enrolment", "Completed")
    WITHDRAWN = "withdrawn", pgettext_lazy("enrolment", "Withdrawn")


class Enrolment(models.Model):
    """One person in one edition. A correction moves active ones to the corrected edition (ADR 0012).

    ``course_code`` repeats the edition's so that the database refuses two active enrolments in a
    course. ``last_lesson_key`` is where one resumes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    edition = models.ForeignKey(CourseEdition, on_delete=models.PROTECT, related_name="enrolments")
    course_code = models.CharField(max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=EnrolmentState, default=EnrolmentState.ACTIVE)
    enrolled_at = models.DateTimeField(_("enrolled at"), auto_now_add=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    last_lesson_key = models.CharField(max_length=60, blank=True)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["person", "edition"], name="one_enrolment_an_edition"),
            models.UniqueConstraint(
                fields=["person", "course_code"],
                condition=Q(state="active"),
                name="one_active_enrolment_a_course",
            ),
            models.CheckConstraint(
                condition=Q(state="completed", completed_at__isnull=False)
                | (~Q(state="completed") & Q(completed_at__isnull=True)),
                name="completed_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.edition}"

    @property
    def progress(self) -> Progress:
        """How far one is; free of queries after ``.with_progress()``."""
        return measure(
            lessons=list(self.edition.lessons.all()),
            done_keys={row.lesson_key for row in self.lesson_progress.all() if row.completed_at},
            requirements=list(self.edition.requirements.all()),
            met_ids={row.requirement_id for row in self.requirements_met.all()},
            last_key=self.last_lesson_key,
        )


class LessonProgress(models.Model):
    """One lesson that somebody opened, and when it was marked as done; no time spent is kept."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="lesson_progress")
    lesson_key = models.CharField(max_length=60)
    opened_at = models.DateTimeField(auto_now_add=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key"], name="one_progress_a_lesson"),
        ]

    def __str__(self) -> str:
        return self.lesson_key


class RequirementMet(models.Model):
    """One requirement that an enrolment has met; a correction moves it to the equal requirement."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="requirements_met")
    requirement = models.ForeignKey(EditionRequirement, on_delete=models.PROTECT, related_name="met_by")
    met_at = models.DateTimeField()

    class Meta:
        verbose_name = _("requirement met")
        verbose_name_plural = _("requirements met")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "requirement"], name="one_fulfilment"),
        ]

    def __str__(self) -> str:
        return str(self.requirement)
