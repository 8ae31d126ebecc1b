"""What authors keep: copies, forms, files of released lessons."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import ReferenceIndex

from accounts.models import Role, User
from courses.blocks import SelfCheckBlock
from courses.forms import FrozenDocumentForm
from courses.models import CoursePage, EditionFile, LessonPage
from courses.services import ensure_curriculum_index, release_edition
from tests.accounts.factories import make_user_with_role
from tests.courses.factories import add_lesson, make_course, make_edition


@pytest.fixture
def trainer(client: Client) -> User:
    user = make_user_with_role(Role.TRAINER)
    client.force_login(user)
    return user


@pytest.mark.django_db
def test_a_copy_has_neither_the_code_nor_the_lesson_keys() -> None:
    make_course(lessons=2).save_revision().publish()
    course = CoursePage.objects.get()

    copy = course.copy(recursive=True, update_attrs={"slug": "copy", "title": "副本"})

    assert copy.code is None
    assert copy.get_latest_revision_as_object().code is None
    keys = list(LessonPage.objects.values_list("lesson_key", flat=True))
    assert len(set(keys)) == len(keys) == 4
    second = course.copy(recursive=False, update_attrs={"slug": "copy-2", "title": "副本二"})
    assert second.code is None


@pytest.mark.django_db
def test_an_editor_writes_and_publishes_a_course(client: Client, trainer: User) -> None:
    index = ensure_curriculum_index()
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk])
    assert client.get(url).status_code == 200

    refused = client.post(url, {**_form(), "code": "ini1", "shifts": [], "action-publish": "1"})
    assert refused.status_code == 200
    assert set(refused.context["form"].errors) == {"code", "shifts"}
    response = client.post(url, {**_form(), "action-publish": "1"})

    assert response.status_code == 302
    page = CoursePage.objects.get()
    assert (page.code, page.live, page.in_preparation) == ("ROT-09", True, True)


@pytest.mark.django_db
def test_the_online_part_is_within_the_whole(client: Client, trainer: User) -> None:
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", ensure_curriculum_index().pk])

    response = client.post(url, {**_form(), "online_minutes": "200", "action-publish": "1"})

    assert set(response.context["form"].errors) == {"online_minutes"}


@pytest.mark.django_db
def test_an_editor_sees_what_changes_and_releases(client: Client, trainer: User) -> None:
    edition = make_edition(lessons=1)
    course = CoursePage.objects.get()
    add_lesson(course, 2)
    url = reverse("courses_release", args=[course.pk])
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert url in editor

    assert "第2件小事" in client.get(url).content.decode()
    response = client.post(url, {"kind": "correction"})

    assert response.status_code == 302
    newest = course.editions.latest("number")
    assert (newest.number, newest.released_by) == (edition.number + 1, trainer)
    assert "form" in client.post(url, {"kind": "first"}).context


@pytest.mark.django_db
def test_previews_of_course_and_lesson_work(client: Client, trainer: User) -> None:
    course = make_course(lessons=1)
    for page in (course, LessonPage.objects.get()):
        page.save_revision()
        url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        assert page.title in client.get(url).content.decode()


@pytest.mark.django_db
def test_the_live_address_of_a_page_leads_to_what_learners_read(client: Client) -> None:
    course = make_course(lessons=1)
    for page in (course, LessonPage.objects.get(), ensure_curriculum_index()):
        response = client.get(page.url)
        assert response.status_code == 302
        assert response["Location"].startswith("/learn/")


@pytest.mark.django_db
def test_a_file_of_a_released_lesson_is_kept(django_capture_on_commit_callbacks: Any) -> None:
    document = Document.objects.create(title="样张", file=ContentFile(b"one", "form.txt"))
    image = Image.objects.create(title="楼道", file=ContentFile(_png(), "stairs.png"))
    course = make_course(lessons=0, online_minutes=10)
    body = [
        {"type": "attachment", "value": {"document": document.pk, "title": ""}},
        {"type": "picture", "value": {"image": image.pk, "alt": "楼道里的纸箱", "caption": ""}},
        {"type": "text", "value": f'<p><a linktype="document" id="{document.pk}">样张</a></p>'},
    ]
    add_lesson(course, 1, body=body)
    with django_capture_on_commit_callbacks(execute=True):
        release_edition(course_page=course, by=None, kind="first")

    assert EditionFile.objects.count() == 2
    with pytest.raises(ProtectedError):
        document.delete()
    referenced = ReferenceIndex.get_references_to(image)
    assert "courses.editionfile" in {
        str(row.base_content_type.model_class()._meta.label_lower) for row in referenced
    }


@pytest.mark.django_db
def test_a_file_of_a_released_lesson_is_not_replaced_in_place(client: Client) -> None:
    client.force_login(make_user_with_role(Role.TRAINER))
    document = Document.objects.create(title="样张", file=ContentFile(b"one", "form.txt"))
    course = make_course(lessons=0, online_minutes=10)
    add_lesson(course, 1, body=[{"type": "attachment", "value": {"document": document.pk, "title": ""}}])
    url = reverse("wagtaildocs:edit", args=[document.pk])

    def post(**extra: Any) -> Any:
        return client.post(url, {"title": "新标题", "tags": "", "collection": "1", **extra})

    release_edition(course_page=course, by=None, kind="first")
    refused = post(file=ContentFile(b"two", "other.txt"))
    assert "file" in refused.context["form"].errors
    assert issubclass(type(refused.context["form"]), FrozenDocumentForm)
    assert post().status_code == 302
    document.refresh_from_db()
    assert (document.title, document.file.read()) == ("新标题", b"one")


@pytest.mark.parametrize(
    ("kind", "rights"),
    [
        ("single", [True, True]),
        ("single", [False, False]),
        ("multiple", [True, False]),
        ("truefalse", [True] * 3),
    ],
)
def test_a_self_check_with_a_wrong_key_is_refused(kind: str, rights: list[bool]) -> None:
    block = SelfCheckBlock()
    value = block.to_python(
        {
            "kind": kind,
            "stem": "?",
            "options": [{"text": "x", "right": right} for right in rights],
            "explanation": "因为",
        }
    )

    with pytest.raises(ValidationError):
        block.clean(value)


def _png() -> bytes:
    buffer = BytesIO()
    Picture.new("RGB", (4, 4)).save(buffer, "PNG")
    return buffer.getvalue()


def _form() -> dict[str, Any]:
    from courses.models import PolicyTask, Shift

    return {
        "title": "垃圾分类",
        "slug": "rot-09",
        "code": "ROT-09",
        "programme_type": "rotation",
        "in_preparation": "on",
        "summary": "学完会看投放点。",
        "audience": "",
        "credited_minutes": "180",
        "online_minutes": "90",
        "introduction": "null",
        "outline": "",
        "tasks": [PolicyTask.objects.first().pk],  # type: ignore[union-attr]
        "shifts": [Shift.objects.first().pk],  # type: ignore[union-attr]
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
