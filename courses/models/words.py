"""The policy plan's controlled words as rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VocabularyEntry(models.Model):
    """One word of a controlled list; seeded from ``courses/vocabulary.py``, never typed freely."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    title = models.CharField(_("word"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.title


class Scene(VocabularyEntry):
    """One of the six scenes of community life."""

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("scene")
        verbose_name_plural = _("scenes")


class PolicyTask(VocabularyEntry):
    """One of the plan's seven tasks, T1 to T7."""

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("policy task")
        verbose_name_plural = _("policy tasks")


class Shift(VocabularyEntry):
    """One of the three shifts: mindset, service, method."""

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")


class StubbornIssue(VocabularyEntry):
    """One of the seven stubborn issues of a neighbourhood."""

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("stubborn issue")
        verbose_name_plural = _("stubborn issues")
