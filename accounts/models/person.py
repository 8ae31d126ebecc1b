"""People and their sign-ins; a person is not a login."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.querysets import PersonQuerySet


class Person(models.Model):
    """One natural person on the roster or in the talent pool, with or without a sign-in.

    Holds no identity number, on purpose: the roster refuses that column. ``employee_no`` is the
    number by which the roster knows the person; a resident without employment has none.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=60)
    employee_no = models.CharField(_("employee number"), max_length=30, unique=True, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, unique=True, null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=~models.Q(employee_no=""), name="person_employee_no_not_blank"),
            models.CheckConstraint(condition=~models.Q(phone=""), name="person_phone_not_blank"),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """One sign-in; belongs to at most one person.

    ``username`` is the employee number for people of the roster. ``phone`` and ``email`` sign in
    as well. ``must_change_password`` sends one to the password page before anything else.
    """

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user", verbose_name=_("person")
    )
    phone = models.CharField(_("phone"), max_length=20, unique=True, null=True, blank=True)
    password_changed_at = models.DateTimeField(_("password changed at"), null=True, blank=True)
    must_change_password = models.BooleanField(_("must change password"), default=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("sign-in")  # type: ignore[assignment]
        verbose_name_plural = _("sign-ins")  # type: ignore[assignment]
        constraints = [models.CheckConstraint(condition=~models.Q(phone=""), name="user_phone_not_blank")]

    @property
    def display_name(self) -> str:
        """The person's name, or the sign-in name where no person stands behind it."""
        return self.person.name if self.person_id and self.person else self.username


class ActivationCode(models.Model):
    """One code that an officer hands out for a person's first sign-in; only its hash is kept.

    A new code for the same person makes the earlier ones useless (``replaced_at``).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="activation_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    failed_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("activation code")
        verbose_name_plural = _("activation codes")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at__isnull=True, replaced_at__isnull=True),
                name="one_live_activation_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.expires_at:%Y-%m-%d}"
