"""Wagtail's admin: what each role may do there, and that it speaks Chinese."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from accounts.models import Role, User
from cms.models import HomePage
from courses.models import CurriculumIndexPage
from tests.accounts.factories import make_user_with_role

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    site = Site.objects.get(is_default_site=True)

    assert isinstance(site.root_page.specific, HomePage)
    assert Page.find_problems() == ([], [], [], [], [])
    assert CurriculumIndexPage.objects.get().get_parent().specific == site.root_page.specific


def _may(user: User, page: Page) -> tuple[bool, bool, bool]:
    tester = page.permissions_for_user(User.objects.get(pk=user.pk))
    return tester.can_add_subpage(), tester.can_edit(), tester.can_publish()


# Add below, edit, publish. Nobody adds below the front page: its one shelf is there already.
@pytest.mark.parametrize(
    ("role", "shelf", "front"),
    [
        (Role.TRAINER, (True, True, True), (False, False, False)),
        (Role.ITEM_REVIEWER, (False, True, False), (False, False, False)),
        (Role.DISTRICT_OFFICER, (True, True, True), (False, True, True)),
        (Role.OPERATOR, (True, True, True), (False, True, True)),
        (Role.STREET_TOWN_OFFICER, (False, False, False), (False, False, False)),
    ],
)
def test_each_role_writes_where_it_may(role: Role, shelf: tuple[bool, ...], front: tuple[bool, ...]) -> None:
    user = make_user_with_role(role)

    assert _may(user, CurriculumIndexPage.objects.get()) == shelf
    assert _may(user, HomePage.objects.get()) == front


def _menu(role: Role) -> set[str]:
    client = Client()
    client.force_login(make_user_with_role(role))
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    return set(re.findall(r'"name": "([a-z-]+)", "label"', page))


def test_a_trainer_sees_pages_and_files_and_no_settings() -> None:
    names = _menu(Role.TRAINER)

    assert {"explorer", "images", "documents", "media", "portal"} <= names
    assert not {"settings", "reports", "help", "users", "groups"} & names


def test_an_operator_sees_the_settings() -> None:
    assert {"settings", "reports"} <= _menu(Role.OPERATOR)


# What may stand in Latin letters: formats, signs of the keyboard, and what users themselves wrote.
ALLOWED = {
    *("URL", "HTML", "PDF", "SEO", "AVIF", "GIF", "JPG", "JPEG", "PNG", "WEBP"),
    *("Ctrl", "Alt", "Shift", "Esc", "Enter", "test", "png", "English"),
}
# Wagtail writes these two without asking for a translation.
HARD_CODED = {"Actions", "None"}
WORD = re.compile(r"[A-Za-z][A-Za-z'-]{2,}")
SPOKEN = {"title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value"}
SILENT = {"script", "style", "svg", "code", "kbd"}


class Reader(HTMLParser):
    """Collects what a page says: its texts, and the labels for eye and ear."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.said |= {value or "" for name, value in attrs if name in SPOKEN}

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.add(" ".join(data.split()))


def leftovers(page: str) -> set[str]:
    """Return texts, labels and menu entries with English words that are not allowed."""
    reader = Reader()
    reader.feed(page)
    labels = {json.loads(f'"{label}"') for label in re.findall(r'"label": "([^"]*)"', page)}
    return {text for text in reader.said | labels if set(WORD.findall(text)) - ALLOWED} - HARD_CODED


@pytest.fixture
def trainer() -> Client:
    client = Client()
    client.force_login(make_user_with_role(Role.TRAINER, person__name="林示例", person__employee_no="9001"))
    return client


def _pages() -> dict[str, str]:
    shelf, image = CurriculumIndexPage.objects.get(), get_image_model().objects.first()
    assert image is not None
    return {
        "dashboard": reverse("wagtailadmin_home"),
        "explorer": reverse("wagtailadmin_explore", args=[shelf.pk]),
        "edit": reverse("wagtailadmin_pages:edit", args=[shelf.pk]),
        "new course": reverse("wagtailadmin_pages:add", args=["courses", "coursepage", shelf.pk]),
        "images": reverse("wagtailimages:index"),
        "image": reverse("wagtailimages:edit", args=[image.pk]),
        "new image": reverse("wagtailimages:add"),
        "documents": reverse("wagtaildocs:index"),
        "new document": reverse("wagtaildocs:add"),
        "media": reverse("wagtailmedia:index"),
        "account": reverse("wagtailadmin_account"),
    }


# Wagtail leaves the files of fresh renditions to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_back_office_speaks_chinese(trainer: Client) -> None:
    get_image_model().objects.create(title="图", file=get_test_image_file())

    english: dict[str, Any] = {}
    for name, url in _pages().items():
        response = trainer.get(url, follow=True)
        assert response.status_code == 200, name
        left = leftovers(response.content.decode())
        if left:
            english[name] = left

    assert english == {}
