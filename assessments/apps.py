"""Assessments: item bank, papers, exams, attempts, scores."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Assessments: item bank, papers, exams, attempts, scores."""

    name = "assessments"
    verbose_name = _("Exams")
