"""When an enrolment is complete, and what follows."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.models import Enrolment, EnrolmentState
from courses.signals import edition_completed
from credits.models import CreditCategory
from credits.services import record_minutes

SOURCE_KIND = "course"


def complete_if_done(enrolment: Enrolment) -> bool:
    """Complete an active enrolment that lacks nothing; credits its online minutes and announces it.

    Call inside a transaction that holds the enrolment's row.
    """
    fresh = Enrolment.objects.with_progress().select_related("person").get(pk=enrolment.pk)
    if fresh.state != EnrolmentState.ACTIVE or not fresh.progress.is_complete:
        return False
    enrolment.state, enrolment.completed_at = EnrolmentState.COMPLETED, timezone.now()
    enrolment.save(update_fields=["state", "completed_at"])
    edition = fresh.edition
    if edition.online_minutes:
        record_minutes(
            person=fresh.person,
            minutes=edition.online_minutes,
            category=CreditCategory.ONLINE_COURSE,
            source_kind=SOURCE_KIND,
            source_key=edition.course_code,
            occurred_on=timezone.localdate(enrolment.completed_at),
            explanation=_explanation(fresh),
        )
    transaction.on_commit(lambda: edition_completed.send(sender=Enrolment, enrolment=enrolment))
    return True


def _explanation(enrolment: Enrolment) -> dict[str, Any]:
    edition = enrolment.edition
    return {
        "kind": "course_completed",
        "course_code": edition.course_code,
        "title": edition.title,
        "edition": edition.number,
        "lessons": enrolment.progress.total,
        "passed": [requirement.title for requirement in edition.requirements.all()],
        "minutes": edition.online_minutes,
        "credited_minutes": edition.credited_minutes,
    }
