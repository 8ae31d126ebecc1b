"""Insights: the figures that the district answers for."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    """Insights: the figures that the district answers for."""

    name = "insights"
    verbose_name = _("Figures")
