"""Work in the background: load by id, call a service."""

from celery import shared_task

from certificates import services


@shared_task
def erase_settled_evidence() -> int:
    """Erase scans whose registrations are decided."""
    return services.erase_settled_evidence()
