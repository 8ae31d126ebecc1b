"""Who sees and does what with certificates. The user is always an argument."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import CommunityWorker, Person, Role, Unit, User
from accounts.permissions import OFFICER_ROLES, has_role_over, type_of_user, units_with_role
from certificates.models import CourseCertificate, ExternalQualification, Reconciliation
from certificates.querysets import CourseCertificateQuerySet, ExternalQualificationQuerySet
from certificates.transitions import Action, Actor, next_state


def _people_by_duty(units: list[Unit]) -> Q:
    """Records of people whom these units answer for; a leaver belongs to the unit that was left."""
    return Q(person__in=Person.objects.employed_within(units).values("pk"))


def _condition_by_duty(user: type_of_user) -> Q:
    """Records of people whom an officer answers for; people on no roster belong to the district."""
    units = units_with_role(user, *OFFICER_ROLES)
    if not units:
        return Q(pk__in=[])
    condition = _people_by_duty(units)
    if units_with_role(user, Role.DISTRICT_OFFICER):
        condition |= ~Q(person__in=CommunityWorker.objects.values("person"))
    return condition


def qualifications_by_duty(user: type_of_user) -> ExternalQualificationQuerySet:
    """Registrations that an officer sees by duty; nobody else sees any."""
    return ExternalQualification.objects.filter(_condition_by_duty(user))


def visible_qualifications(user: type_of_user) -> ExternalQualificationQuerySet:
    """Registrations that the user may see: by duty, and the own."""
    by_duty = qualifications_by_duty(user)
    own = own_qualifications(user)
    return ExternalQualification.objects.filter(Q(pk__in=by_duty.values("pk")) | Q(pk__in=own.values("pk")))


def own_qualifications(user: type_of_user) -> ExternalQualificationQuerySet:
    """The user's own registrations."""
    if not isinstance(user, User) or user.person_id is None:
        return ExternalQualification.objects.none()
    return ExternalQualification.objects.filter(person=user.person_id)


def home_unit(qualification: ExternalQualification) -> Unit | None:
    """The unit that answers for the holder now: of the open employment, else of the last one."""
    workers = CommunityWorker.objects.filter(person=qualification.person_id).select_related("unit")
    newest_first = workers.order_by("-hired_on", "-pk")
    worker = newest_first.filter(left_on__isnull=True).first() or newest_first.first()
    return worker.unit if worker else None


def acting_as(user: type_of_user, qualification: ExternalQualification) -> Actor | None:
    """As whom the user acts on this registration; None for a stranger.

    Nobody reviews the own: the holder acts as the holder, whatever else one is.
    """
    if not isinstance(user, User) or not user.is_active:
        return None
    if user.person_id is not None and user.person_id == qualification.person_id:
        return Actor.OWN
    unit = home_unit(qualification)
    if unit is None:
        return Actor.DISTRICT if units_with_role(user, Role.DISTRICT_OFFICER) else None
    if has_role_over(user, unit, Role.DISTRICT_OFFICER):
        return Actor.DISTRICT
    return Actor.STREET_TOWN if has_role_over(user, unit, Role.STREET_TOWN_OFFICER) else None


def can_review_qualification(user: type_of_user, qualification: ExternalQualification) -> bool:
    """Whether the user may review it now."""
    return _may(user, qualification, Action.REVIEW)


def can_confirm_qualification(user: type_of_user, qualification: ExternalQualification) -> bool:
    """Whether the user may confirm it now."""
    return _may(user, qualification, Action.CONFIRM)


def _may(user: type_of_user, qualification: ExternalQualification, action: Action) -> bool:
    actor = acting_as(user, qualification)
    return actor is not None and next_state(qualification.state, action, actor) is not None


def acting_in_bulk(user: User, rows: list[ExternalQualification]) -> dict[int, Actor]:
    """:func:`acting_as` for many rows in three queries; rows of strangers are left out."""
    keys = [row.pk for row in rows]
    visible = qualifications_by_duty(user).filter(pk__in=keys).values_list("pk", flat=True)
    district = units_with_role(user, Role.DISTRICT_OFFICER)
    condition = _people_by_duty(district) | ~Q(person__in=CommunityWorker.objects.values("person"))
    above = ExternalQualification.objects.filter(condition, pk__in=keys if district else [])
    as_district = set(above.values_list("pk", flat=True))
    actors = {key: Actor.DISTRICT if key in as_district else Actor.STREET_TOWN for key in visible}
    own = {row.pk: Actor.OWN for row in rows if row.person_id == user.person_id}
    return actors | own


def can_reconcile(user: type_of_user) -> bool:
    """Officers compare official lists with the registrations that they see."""
    return bool(units_with_role(user, *OFFICER_ROLES))


def visible_reconciliations(user: type_of_user) -> QuerySet[Reconciliation]:
    """An officer's own comparisons; a colleague makes another one."""
    if not isinstance(user, User) or not can_reconcile(user):
        return Reconciliation.objects.none()
    return Reconciliation.objects.filter(uploaded_by=user)


def certificates_by_duty(user: type_of_user) -> CourseCertificateQuerySet:
    """Course certificates that an officer sees by duty; nobody else sees any."""
    return CourseCertificate.objects.filter(_condition_by_duty(user))


def own_certificates(user: type_of_user) -> CourseCertificateQuerySet:
    """The user's own course certificates."""
    if not isinstance(user, User) or user.person_id is None:
        return CourseCertificate.objects.none()
    return CourseCertificate.objects.filter(person=user.person_id)


def visible_certificates(user: type_of_user) -> CourseCertificateQuerySet:
    """Course certificates that the user may see: by duty, and the own."""
    by_duty, own = certificates_by_duty(user), own_certificates(user)
    return CourseCertificate.objects.filter(Q(pk__in=by_duty.values("pk")) | Q(pk__in=own.values("pk")))


def can_revoke_certificate(user: type_of_user, certificate: CourseCertificate) -> bool:
    """Only the district revokes, and nobody the own."""
    if not isinstance(user, User) or user.person_id == certificate.person_id:
        return False
    by_duty = certificates_by_duty(user).filter(pk=certificate.pk)
    return bool(units_with_role(user, Role.DISTRICT_OFFICER)) and by_duty.exists()
