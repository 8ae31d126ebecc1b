"""Rows of the ledger of credited minutes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from credits.querysets import CreditEntryQuerySet, CreditRuleQuerySet
from credits.sentences import explain


class CreditCategory(models.TextChoices):
    """Where credited minutes come from."""

    ONLINE_COURSE = "online_course", _("Online course")
    IN_PERSON = "in_person", _("In-person session")
    PRACTICUM = "practicum", _("Practicum")


class CreditRule(models.Model):
    """One version of the rule by which a category's minutes count, and the days it holds.

    What was decided keeps the version that decided it. ``once_in_months``: the same source counts
    once for a person within that many months (a registration cycle is three years); after
    that it counts again. ``source`` names the text the rule rests on.
    """

    category = models.CharField(_("category"), max_length=20, choices=CreditCategory)
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)
    once_in_months = models.PositiveSmallIntegerField(_("counts once within (months)"), default=36)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = CreditRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit rule")
        verbose_name_plural = _("credit rules")
        ordering = ["category", "version"]
        constraints = [
            models.UniqueConstraint(fields=["category", "version"], name="one_rule_a_version"),
            models.UniqueConstraint(
                fields=["category"], condition=Q(valid_to__isnull=True), name="one_open_rule_a_category"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class CreditEntry(models.Model):
    """One line of a person's ledger, in minutes; written once, never changed or deleted.

    ``source_kind`` and ``source_key`` say what gave the minutes (course, INI-01); ``occurrence`` is
    the how-manieth time that source counted for this person. A wrong line is answered by a
    counter-entry with the negative minutes (``counters``), at most one a line.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credit_entries")
    minutes = models.IntegerField(_("minutes"))
    category = models.CharField(_("category"), max_length=20, choices=CreditCategory)
    source_kind = models.CharField(max_length=30)
    source_key = models.CharField(max_length=60)
    occurrence = models.PositiveSmallIntegerField(default=1)
    occurred_on = models.DateField(_("date"))
    rule = models.ForeignKey(CreditRule, on_delete=models.PROTECT, related_name="entries")
    explanation = models.JSONField(default=dict)
    counters = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="countered_by"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CreditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["-occurred_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_kind", "source_key", "occurrence"],
                condition=Q(counters__isnull=True),
                name="one_entry_an_occurrence",
            ),
            models.CheckConstraint(
                condition=Q(counters__isnull=True, minutes__gt=0) | Q(counters__isnull=False, minutes__lt=0),
                name="only_a_counter_entry_is_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on:%Y-%m-%d} {self.minutes:+d}"

    @property
    def sentence(self) -> str:
        """Why the line stands here, in words."""
        return explain(self.explanation)
