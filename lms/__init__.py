"""The project package: settings, routing, workers. No business rule lives here."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
