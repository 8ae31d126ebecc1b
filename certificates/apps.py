"""Certificates: what we issue, and what the state issued."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Certificates: what we issue, and what the state issued."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Hear what the courses announce; show certificates on the pages of completed courses."""
        from certificates import receivers
        from certificates.services import award_link
        from courses.services import register_award_renderer
        from courses.signals import edition_completed

        edition_completed.connect(receivers.issue_on_completion, dispatch_uid="certificates.issue")
        register_award_renderer(award_link)
