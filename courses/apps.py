"""Courses: pages that authors write, editions that learners read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses: pages that authors write, editions that learners read."""

    name = "courses"
    verbose_name = _("Courses")
