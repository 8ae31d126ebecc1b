"""The one shelf of courses, and who may work on it."""

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Page, Site

from courses.models import CurriculumIndexPage

# Groups that ``accounts.services.grant_role`` fills; only here they write and publish pages.
EDITOR_GROUPS: Final = ("trainers", "district-editors")
_RIGHTS: Final = ("add_page", "change_page", "publish_page", "lock_page")


def ensure_curriculum_index() -> CurriculumIndexPage:
    """Return the curriculum page; make it below the site's front page, open to editors, if need be."""
    existing: CurriculumIndexPage | None = CurriculumIndexPage.objects.first()
    if existing:
        return existing
    with transaction.atomic():
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        parent: Page = site.root_page if site else Page.objects.get(depth=1)
        page = CurriculumIndexPage(title=_("Curriculum"), slug="curriculum")
        parent.add_child(instance=page)
        _open_to_editors(page)
    return page


def _open_to_editors(page: CurriculumIndexPage) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=_RIGHTS
    )
    for name in EDITOR_GROUPS:
        group, _created = Group.objects.get_or_create(name=name)
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
