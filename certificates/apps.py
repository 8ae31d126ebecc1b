"""Certificates: what we issue, and what the state issued."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Certificates: what we issue, and what the state issued."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Hear what the courses announce."""
        from certificates import receivers
        from courses.signals import edition_completed

        edition_completed.connect(receivers.issue_on_completion, dispatch_uid="certificates.issue")
