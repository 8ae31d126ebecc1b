"""One sitting: its paper, its answers, and every answer there ever was."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from assessments.exceptions import LogIsAppendOnly
from assessments.models.bank import ItemVersion
from assessments.models.blueprint import ScoringScheme
from assessments.models.exam import Exam
from assessments.querysets import AnswerLogQuerySet, AttemptItemQuerySet, AttemptQuerySet


class AttemptState(models.TextChoices):
    """Where an attempt stands; both closed states are scored alike."""

    OPEN = "open", _("Under way")
    SUBMITTED = "submitted", _("Handed in")
    EXPIRED = "expired", _("Handed in when time was up")


class Attempt(models.Model):
    """One sitting of one person. All scores are integer half points (3 = 1.5 points).

    Keeps what decided it: the deadline (server clock), the pass line, the scoring scheme and the
    ``seed`` by which its paper was drawn and shuffled.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attempts")
    scheme = models.ForeignKey(ScoringScheme, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("attempt"))
    seed = models.PositiveBigIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=AttemptState, default=AttemptState.OPEN)
    started_at = models.DateTimeField(_("started at"))
    deadline_at = models.DateTimeField(_("deadline"))
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    pass_percent = models.PositiveSmallIntegerField(_("pass line in percent"))
    score_half_points = models.PositiveSmallIntegerField(_("score in half points"), null=True, blank=True)
    max_half_points = models.PositiveSmallIntegerField(_("full score in half points"))
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "exam"], condition=Q(state="open"), name="one_open_attempt"
            ),
            models.UniqueConstraint(fields=["person", "exam", "number"], name="one_attempt_a_number"),
            models.CheckConstraint(
                condition=Q(
                    state="open",
                    submitted_at__isnull=True,
                    score_half_points__isnull=True,
                    passed__isnull=True,
                )
                | (
                    ~Q(state="open")
                    & Q(
                        submitted_at__isnull=False,
                        score_half_points__isnull=False,
                        passed__isnull=False,
                    )
                ),
                name="closed_attempt_is_scored",
            ),
            models.CheckConstraint(
                condition=Q(score_half_points__isnull=True) | Q(score_half_points__lte=F("max_half_points")),
                name="score_within_the_paper",
            ),
            models.CheckConstraint(
                condition=Q(deadline_at__gte=F("started_at")), name="deadline_after_the_start"
            ),
        ]
        indexes = [models.Index(fields=["state", "deadline_at"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.exam} · {self.number}"

    @property
    def is_open(self) -> bool:
        """Not handed in yet; the deadline may have passed without anybody having noticed."""
        return self.state == AttemptState.OPEN


class AttemptItem(models.Model):
    """One question of a paper and the answer now. ``half_points`` is set when the attempt closes.

    The set score is what refuses a late answer: a save asks for ``half_points IS NULL`` on this very
    row, so a save and a submission that meet are put in order by the row's lock. ``option_order``
    holds the version's letters as shown. ``option_count`` and ``most_choices`` repeat what the
    version says, so that saving an answer reads no other row.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    item_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="attempt_items")
    option_order = models.JSONField()
    option_count = models.PositiveSmallIntegerField()
    most_choices = models.PositiveSmallIntegerField()
    max_half_points = models.PositiveSmallIntegerField()
    response = models.JSONField(default=list)
    sequence = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    flagged = models.BooleanField(default=False)
    half_points = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = AttemptItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of an attempt")
        verbose_name_plural = _("questions of attempts")
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="one_question_a_position"),
            models.UniqueConstraint(fields=["attempt", "item_version"], name="one_question_a_version"),
            models.CheckConstraint(
                condition=Q(half_points__isnull=True) | Q(half_points__lte=F("max_half_points")),
                name="question_score_within_its_points",
            ),
        ]

    def __str__(self) -> str:
        return str(self.position)


class AnswerLogEntry(models.Model):
    """One accepted answer, written once: what was answered, under which sequence number, when.

    Kept complete so that a receipt can be built over it. ``sequence`` grows by answer; the database
    refuses the same one twice.
    """

    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="log")
    sequence = models.PositiveIntegerField()
    response = models.JSONField()
    at = models.DateTimeField()

    objects = AnswerLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the answer log")
        verbose_name_plural = _("answer log")
        ordering = ["attempt_item", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["attempt_item", "sequence"], name="one_answer_a_sequence"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="sequence_begins_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_item_id} · {self.sequence}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append; raises :class:`LogIsAppendOnly` for a second write."""
        if not self._state.adding:
            raise LogIsAppendOnly(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise LogIsAppendOnly(str(self))
