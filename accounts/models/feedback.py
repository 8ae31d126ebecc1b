"""What people tell us about a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.person import User


class FeedbackKind(models.TextChoices):
    """What it is about; an improper task pushed down goes to the body in charge."""

    AWKWARD = "awkward", _("Something is awkward")
    WRONG = "wrong", _("Something is wrong")
    BURDEN = "burden", _("This adds to my burden")
    IMPROPER_TASK = "improper_task", _("A task that should not be ours")
    IDEA = "idea", _("An idea")


class Feedback(models.Model):
    """One message from a page, and its answer.

    Government applications must offer a way to complain and suggest (Guobanhan〔2026〕No. 12).
    """

    kind = models.CharField(_("what it is about"), max_length=15, choices=FeedbackKind)
    text = models.TextField(_("your words"), max_length=2000)
    page = models.CharField(_("page"), max_length=300, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    contact = models.CharField(_("how to reach you (optional)"), max_length=100, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.text[:40]
