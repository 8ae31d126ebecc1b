"""How a paper is made and scored: rows, because the exam office can change them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import ItemType


class ScoringScheme(models.Model):
    """One set of scoring rules; ``rules`` is read by :func:`assessments.scoring.score_response`.

    Valid for the days ``[valid_from, valid_to]``. A decided attempt keeps the scheme it was scored by.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    rules = models.JSONField(_("rules"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("scoring scheme")
        verbose_name_plural = _("scoring schemes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class Blueprint(models.Model):
    """One plan of a paper: its sections, minutes and pass line, valid for ``[valid_from, valid_to]``.

    State exam: 60 single × 1 and 20 multiple × 2 points, 120 minutes, pass at 60 % of the paper
    (domain rules, sections 1.1 and 1.3).
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    scheme = models.ForeignKey(ScoringScheme, on_delete=models.PROTECT, related_name="blueprints")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    pass_percent = models.PositiveSmallIntegerField(_("pass line in percent"), default=60)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("blueprint")
        verbose_name_plural = _("blueprints")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_percent__gte=1, pass_percent__lte=100),
                name="pass_line_is_a_percentage",
            ),
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="blueprint_has_minutes"),
        ]

    def __str__(self) -> str:
        return self.title


class BlueprintSection(models.Model):
    """One run of items of a type; ``half_points_each`` is the full score of one item in half points."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("position"))
    item_type = models.CharField(_("type"), max_length=10, choices=ItemType)
    count = models.PositiveSmallIntegerField(_("number of items"))
    half_points_each = models.PositiveSmallIntegerField(_("half points each"))

    class Meta:
        verbose_name = _("section of a blueprint")
        verbose_name_plural = _("sections of blueprints")
        ordering = ["blueprint", "position"]
        constraints = [
            models.UniqueConstraint(fields=["blueprint", "position"], name="one_section_a_position"),
            models.CheckConstraint(
                condition=models.Q(count__gte=1, half_points_each__gte=1), name="section_has_items_and_points"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_type_display()} × {self.count}"
