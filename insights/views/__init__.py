"""Pages of figures."""

from insights.views.figures import dashboard, indicators, unit
from insights.views.people import export, people

__all__ = ["dashboard", "export", "indicators", "people", "unit"]
