"""Assessments: item bank, papers, exams, attempts, scores."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Assessments: item bank, papers, exams, attempts, scores."""

    name = "assessments"
    verbose_name = _("Exams")

    def ready(self) -> None:
        """Show quizzes on the pages of their courses."""
        from assessments.services import REQUIREMENT, quiz_link
        from courses.services import register_requirement_renderer

        register_requirement_renderer(REQUIREMENT, quiz_link)
