"""Public pages in Wagtail."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks import GoalBlock


class HomePage(Page):
    """The one public front page; the curriculum and other sections stand below it."""

    lead = models.CharField(_("lead"), max_length=200, blank=True)
    body = RichTextField(_("body"), blank=True, features=["bold", "link", "ul"])
    goals_title = models.CharField(_("title of the plan"), max_length=60, blank=True)
    goals_source = models.CharField(_("source of the plan"), max_length=120, blank=True)
    goals = StreamField([("goal", GoalBlock())], verbose_name=_("the plan in steps"), blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("goals_title"),
        FieldPanel("goals_source"),
        FieldPanel("goals"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["courses.CurriculumIndexPage"]
    max_count = 1
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
