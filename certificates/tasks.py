"""Work in the background: load by id, call a service."""

from celery import shared_task

from certificates import services
from certificates.models import CourseCertificate


@shared_task
def erase_settled_evidence() -> int:
    """Erase scans whose registrations are decided."""
    return services.erase_settled_evidence()


@shared_task
def render_certificate(key: int) -> None:
    """Draw one PDF."""
    services.render_certificate(certificate=CourseCertificate.objects.get(pk=key))


@shared_task
def render_missing_certificates() -> int:
    """Issue and draw what lost messages left out."""
    return services.render_missing_certificates()
