"""Certificates: what we issue, and what the state issued."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Certificates: what we issue, and what the state issued."""

    name = "certificates"
    verbose_name = _("Certificates")
