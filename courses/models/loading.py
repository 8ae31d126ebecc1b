"""What ``load_curriculum`` remembers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class LoadedFile(models.Model):
    """One content file that became a page, and the hash of the page as the file made it.

    If the page's own hash differs from ``page_hash`` somebody edited it on the site since, and the
    file does not overwrite it.
    """

    path = models.CharField(max_length=200, unique=True)
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    file_hash = models.CharField(max_length=64)
    page_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("loaded file")
        verbose_name_plural = _("loaded files")

    def __str__(self) -> str:
        return self.path
