"""Enrolling, and leaving again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from courses.exceptions import EditionWithdrawn, EnrolmentNotActive
from courses.models import CourseEdition, Enrolment, EnrolmentState


def enrol(*, person: Person, edition: CourseEdition) -> Enrolment:
    """Enrol in a course; safe to call twice and from two devices.

    Returns the active enrolment in the course where there is one (perhaps in an earlier edition,
    which a major revision leaves as it is), else the one in the current edition: an earlier
    withdrawn one goes on, a completed one is returned as it is. Raises :class:`EditionWithdrawn`
    when the course has no current edition.
    """
    with transaction.atomic():
        # Locking the edition makes a release that is under way and an enrolment wait for one another.
        edition = CourseEdition.objects.select_for_update().get(pk=edition.pk)
        mine = Enrolment.objects.for_person(person).in_course(edition.course_code)
        active = mine.active().first()
        if active:
            return active
        target = edition if edition.is_current else _current(edition.course_code)
        enrolment, created = Enrolment.objects.get_or_create(
            person=person, edition=target, defaults={"course_code": target.course_code}
        )
        if not created and enrolment.state == EnrolmentState.WITHDRAWN:
            enrolment.state = EnrolmentState.ACTIVE
            enrolment.save(update_fields=["state"])
    return enrolment


def withdraw(*, enrolment: Enrolment) -> Enrolment:
    """Leave a course; what was done is kept and counts again after enrolling anew.

    Raises :class:`EnrolmentNotActive` for a completed one.
    """
    with transaction.atomic():
        enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        if enrolment.state == EnrolmentState.COMPLETED:
            raise EnrolmentNotActive(_("A completed course cannot be left."))
        enrolment.state = EnrolmentState.WITHDRAWN
        enrolment.save(update_fields=["state"])
    return enrolment


def _current(course_code: str) -> CourseEdition:
    current = CourseEdition.objects.current().of_course(course_code).select_for_update().first()
    if current is None:
        raise EditionWithdrawn(_("This course is not offered any more."))
    return current
