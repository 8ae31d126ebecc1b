"""Employment as a community worker, its posts, leaves and the denominator."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.person import Person, User
from accounts.models.unit import Unit
from accounts.querysets import CommunityWorkerQuerySet


class PostCategory(models.Model):
    """One of the post categories (three posts); imported, because the official list is not fixed."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("post category")
        verbose_name_plural = _("post categories")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class GradeLevel(models.Model):
    """One of the grades (eighteen grades), numbered from the lowest; imported like the categories."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Education(models.TextChoices):
    """Highest education, as far as the conditions of the state exam tell them apart."""

    SECONDARY = "secondary", _("Upper secondary or below")
    COLLEGE = "college", _("Junior college")
    BACHELOR = "bachelor", _("Bachelor")
    MASTER = "master", _("Master")
    DOCTOR = "doctor", _("Doctor")


class LeftKind(models.TextChoices):
    """How an employment ended."""

    OFF_DUTY = "off_duty", _("Off duty")
    TRANSFERRED = "transferred", _("Transferred out of the district")


class CommunityWorker(models.Model):
    """One employment of a person as a community worker; a re-hire is a new row.

    ``unit`` is the home unit now (or the last one of a leaver) and repeats the open primary
    :class:`Post`; both are written by the same service in one transaction.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="workers", verbose_name=_("unit"))
    post_category = models.ForeignKey(
        PostCategory, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("post category")
    )
    grade_level = models.ForeignKey(
        GradeLevel, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("grade")
    )
    education = models.CharField(_("education"), max_length=12, choices=Education, blank=True)
    hired_on = models.DateField(_("hired on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_kind = models.CharField(_("how the employment ended"), max_length=12, choices=LeftKind, blank=True)
    is_party_secretary = models.BooleanField(_("party secretary of a residential area"), default=False)

    objects = CommunityWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("community worker")
        verbose_name_plural = _("community workers")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_on__isnull=True), name="one_open_employment"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("hired_on")),
                name="employment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_kind="")
                | (Q(left_on__isnull=False) & ~Q(left_kind="")),
                name="leaving_has_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["unit", "left_on"])]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_on_duty(self) -> bool:
        """Whether the employment is open; long leave stays on duty (section 5.3, include_on_leave)."""
        return self.left_on is None


class PostKind(models.TextChoices):
    """Why a worker stands in a unit."""

    PRIMARY = "primary", _("Home unit")
    ADDITIONAL = "additional", _("Additional post")
    SECONDMENT = "secondment", _("Secondment")


class Post(models.Model):
    """One stretch of days in which a worker belongs to a unit.

    The days are ``[started_on, ended_on)``. The primary posts of one employment follow one another
    without a gap; a secondment or additional post stands beside them and moves no denominator.
    """

    worker = models.ForeignKey(CommunityWorker, on_delete=models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=12, choices=PostKind, default=PostKind.PRIMARY)
    title = models.CharField(_("title"), max_length=60, blank=True)
    started_on = models.DateField(_("started on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(kind="primary", ended_on__isnull=True),
                name="one_open_primary_post",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.unit}"


class LeaveSpell(models.Model):
    """One long leave (maternity, sickness, study); the worker stays on duty for the rate by default."""

    worker = models.ForeignKey(CommunityWorker, on_delete=models.CASCADE, related_name="leaves")
    reason = models.CharField(_("reason"), max_length=60)
    started_on = models.DateField(_("started on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("long leave")
        verbose_name_plural = _("long leaves")
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(ended_on__isnull=True), name="one_open_leave"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="leave_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.reason}"


class ExclusionState(models.TextChoices):
    """Where a request to leave the denominator stands."""

    REQUESTED = "requested", _("Waiting for the district")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("Ended")


class DenominatorExclusion(models.Model):
    """One request, with its reason, that a worker is not counted in the certification denominator.

    Takes effect only when the district has confirmed it, for the days ``[starts_on, ends_on)``.
    The rate's snapshot says how many are excluded and why.
    """

    worker = models.ForeignKey(CommunityWorker, on_delete=models.PROTECT, related_name="exclusions")
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=ExclusionState, default=ExclusionState.REQUESTED
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.CharField(_("note on the decision"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("exclusion from the denominator")
        verbose_name_plural = _("exclusions from the denominator")
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(state__in=["requested", "confirmed"]),
                name="one_live_exclusion",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="exclusion_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(decided_by__isnull=False),
                name="exclusion_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.reason}"
