"""What learners read: editions, frozen at release."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string

from courses.blocks import EditionBody
from courses.models.pages import CoursePage, LessonPage, ProgrammeType
from courses.querysets import CourseEditionQuerySet


class EditionKind(models.TextChoices):
    """Why an edition was released; decides what happens to those who are learning (ADR 0012)."""

    FIRST = "first", _("First edition")
    CORRECTION = "correction", _("Correction")
    MAJOR = "major", _("Major revision")


class CourseEdition(models.Model):
    """One released state of a course; never changed afterwards except that a newer one takes over.

    ``content_hash`` covers everything that learners read and must do; releasing the same content
    twice gives the same edition.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course_page = models.ForeignKey(
        CoursePage, on_delete=models.SET_NULL, null=True, blank=True, related_name="editions"
    )
    course_code = models.CharField(_("course code"), max_length=10)
    number = models.PositiveSmallIntegerField(_("edition"))
    kind = models.CharField(_("kind"), max_length=10, choices=EditionKind)
    title = models.CharField(_("title"), max_length=255)
    summary = models.CharField(_("what one can do afterwards"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    audience = models.CharField(_("audience"), max_length=120, blank=True)
    programme_type = models.CharField(_("programme"), max_length=20, choices=ProgrammeType)
    credited_minutes = models.PositiveSmallIntegerField(_("credited minutes"))
    online_minutes = models.PositiveSmallIntegerField(_("online minutes"))
    content_hash = models.CharField(max_length=64)
    released_at = models.DateTimeField(_("released at"), auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_current = models.BooleanField(_("current"), default=True)

    objects = CourseEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["course_code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course_code", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(
                fields=["course_code"], condition=Q(is_current=True), name="one_current_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_code} · {self.number}"


class EditionLesson(models.Model):
    """One lesson as released. ``body`` reads every block type there ever was.

    ``source_revision`` is a plain number: a PROTECT key to a revision would turn the deletion of a
    page into a server error.
    """

    edition = models.ForeignKey(CourseEdition, on_delete=models.CASCADE, related_name="lessons")
    lesson_key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=255)
    required = models.BooleanField(_("required for completion"), default=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    body = StreamField(EditionBody(), blank=True)
    page = models.ForeignKey(LessonPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    source_revision = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("released lesson")
        verbose_name_plural = _("released lessons")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "lesson_key"], name="one_lesson_a_key"),
            models.UniqueConstraint(fields=["edition", "position"], name="one_lesson_a_position"),
        ]

    def __str__(self) -> str:
        return self.title


class EditionFile(models.Model):
    """One image, document or media file that a released lesson shows; exactly one key is set.

    PROTECT keys known to Wagtail's reference index: the admin says where the file is used and
    refuses to delete it; ``courses.forms`` refuses to replace the file in place.
    """

    edition = models.ForeignKey(CourseEdition, on_delete=models.CASCADE, related_name="files")
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    media = models.ForeignKey(
        "wagtailmedia.Media", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        constraints = [
            models.CheckConstraint(
                condition=Q(image__isnull=False, document__isnull=True, media__isnull=True)
                | Q(image__isnull=True, document__isnull=False, media__isnull=True)
                | Q(image__isnull=True, document__isnull=True, media__isnull=False),
                name="edition_file_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.image or self.document or self.media}"


class CourseRequirement(models.Model):
    """What an upper app asks of a course (a quiz); the next release freezes it into the edition."""

    course_code = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("requirement of a course")
        verbose_name_plural = _("requirements of courses")
        ordering = ["course_code", "kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["course_code", "kind", "key"], name="one_requirement_a_course"),
        ]

    def __str__(self) -> str:
        return f"{self.course_code} {self.title}"


class EditionRequirement(models.Model):
    """What completing this edition asks besides the lessons; (kind, key) is the upper app's slot."""

    edition = models.ForeignKey(CourseEdition, on_delete=models.CASCADE, related_name="requirements")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["edition", "kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "key"], name="one_requirement_an_edition"),
        ]

    def __str__(self) -> str:
        return self.title
