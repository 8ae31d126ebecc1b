"""Work without a visitor."""

from celery import shared_task

from assessments import services


@shared_task
def expire_attempts() -> int:
    """Sweep: hand in every attempt whose time is up."""
    return services.expire_attempts()
