"""What follows from facts of the apps below; one line each."""

from typing import Any

from django.db import transaction

from certificates import services, tasks
from courses.models import Enrolment


def issue_on_completion(enrolment: Enrolment, **kwargs: Any) -> None:
    """Issue the certificate; its PDF is drawn in the background, or by the sweep if the message is lost."""
    certificate = services.issue_certificate(enrolment=enrolment)
    transaction.on_commit(lambda: tasks.render_certificate.delay(certificate.pk), robust=True)
