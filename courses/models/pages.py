"""What authors write: Wagtail pages. Learners never read these, they read editions."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from courses.blocks import LessonBody
from courses.models.words import PolicyTask, Scene, Shift, StubbornIssue
from courses.page_forms import CoursePageForm
from courses.querysets import CoursePageManager
from courses.vocabulary import CODE_PATTERN, LESSON_KEY_PATTERN


class ProgrammeType(models.TextChoices):
    """The four kinds of training that the plan names."""

    INDUCTION = "induction", _("Induction")
    BACKBONE = "backbone", _("Backbone")
    ROTATION = "rotation", _("Rotation")
    CERTIFICATION_PREP = "certification_prep", _("Certification prep")


def new_lesson_key() -> str:
    """Return a key nobody uses; a copied lesson gets its own."""
    return f"l-{secrets.token_hex(5)}"


class CurriculumIndexPage(Page):
    """The one shelf on which all courses stand; the catalogue at /learn/ shows it to learners."""

    subpage_types: ClassVar[list[str]] = ["courses.CoursePage"]
    max_count = 1

    class Meta:
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send visitors to the catalogue."""
        return redirect("courses:catalogue")


class CoursePage(Page):
    """One course as its authors keep it: draft, preview, revisions.

    ``credited_minutes`` is what the whole course counts, ``online_minutes`` what its lessons really
    take and what completion online credits; the difference is earned in person and in practicum.
    ``code`` is null only in a copy that has not been given one yet.
    """

    code = models.CharField(
        _("course code"),
        max_length=10,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(CODE_PATTERN, _("Three capital letters, a dash, two digits: INI-01."))],
        help_text=_("Stays the same for ever; learners' records and certificates refer to it."),
    )
    programme_type = models.CharField(
        _("programme"), max_length=20, choices=ProgrammeType, default=ProgrammeType.INDUCTION
    )
    scenes = ParentalManyToManyField(Scene, verbose_name=_("scenes"), blank=True, related_name="courses")
    tasks = ParentalManyToManyField(PolicyTask, verbose_name=_("policy tasks"), related_name="courses")
    shifts = ParentalManyToManyField(
        Shift,
        verbose_name=_("shifts"),
        related_name="courses",
        help_text=_("At least one: which of the three shifts the course serves."),
    )
    stubborn_issues = ParentalManyToManyField(
        StubbornIssue, verbose_name=_("stubborn issues"), blank=True, related_name="courses"
    )
    credited_minutes = models.PositiveSmallIntegerField(
        _("credited minutes"),
        default=0,
        validators=[MaxValueValidator(6000)],
        help_text=_("The whole course: online, in person and practicum together."),
    )
    online_minutes = models.PositiveSmallIntegerField(
        _("online minutes"),
        default=0,
        validators=[MaxValueValidator(6000)],
        help_text=_("What the lessons really take; this is what completing them credits."),
    )
    audience = models.CharField(_("audience"), max_length=120, blank=True)
    summary = models.CharField(
        _("what one can do afterwards"),
        max_length=200,
        help_text=_("One sentence; it stands in the catalogue."),
    )
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul", "ol"])
    outline = models.TextField(_("outline"), blank=True, help_text=_("One line a section."))
    in_preparation = models.BooleanField(
        _("in preparation"),
        default=True,
        help_text=_("The catalogue says so; the course cannot be released while this is ticked."),
    )

    objects = CoursePageManager()

    base_form_class = CoursePageForm
    parent_page_types: ClassVar[list[str]] = ["courses.CurriculumIndexPage"]
    subpage_types: ClassVar[list[str]] = ["courses.LessonPage"]
    exclude_fields_in_copy: ClassVar[list[str]] = ["code"]
    template = "courses/course_page.html"
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("programme_type"), FieldPanel("in_preparation")]),
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldRowPanel([FieldPanel("credited_minutes"), FieldPanel("online_minutes")]),
        FieldPanel("introduction"),
        FieldPanel("outline"),
        MultiFieldPanel(
            [
                FieldPanel("scenes"),
                FieldPanel("tasks"),
                FieldPanel("shifts"),
                FieldPanel("stubborn_issues"),
            ],
            heading=_("Where it belongs in the plan"),
        ),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def outline_lines(self) -> list[str]:
        """The sections, one a line."""
        return [line.strip() for line in self.outline.splitlines() if line.strip()]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send visitors to what learners read."""
        return redirect("courses:course", code=self.code) if self.code else redirect("courses:catalogue")


class LessonPage(Page):
    """One lesson of 5 to 15 minutes as its authors keep it.

    ``lesson_key`` is the lesson's identity in every edition: progress hangs on it, so it never
    changes, and a copied lesson gets a new one.
    """

    lesson_key = models.CharField(
        _("lesson key"),
        max_length=60,
        unique=True,
        default=new_lesson_key,
        validators=[RegexValidator(LESSON_KEY_PATTERN, _("Small letters, digits and dashes."))],
        help_text=_("Identity of the lesson across editions; do not change it once released."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    required = models.BooleanField(_("required for completion"), default=True)
    body = StreamField(LessonBody(), verbose_name=_("body"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["lesson_key"]
    template = "courses/lesson_page.html"
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("required"), FieldPanel("lesson_key")]),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send visitors to the course: which edition they read depends on who they are."""
        course = self.get_parent().specific
        return redirect("courses:course", code=course.code) if course.code else redirect("courses:catalogue")
