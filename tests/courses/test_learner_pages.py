"""What learners see and do in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.models import CoursePage, Enrolment, LessonPage, LessonProgress, Scene
from courses.services import complete_lesson, enrol, register_requirement_renderer, release_edition, require
from courses.services.requirements import _RENDERERS
from credits.models import CreditEntry
from tests.accounts.factories import UserFactory, make_worker_user
from tests.courses.factories import SELF_CHECK, add_lesson, make_course, make_edition

LESSON = {"code": "INI-01", "lesson_key": "ini-01-lesson-1"}


@pytest.fixture
def learner(client: Client) -> User:
    user = make_worker_user()
    client.force_login(user)
    return user


@pytest.mark.smoke
@pytest.mark.django_db
def test_it_works(client: Client, learner: User) -> None:
    make_edition(lessons=2)

    page = client.post(reverse("courses:enrol", args=["INI-01"]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("courses:lesson", kwargs=LESSON)
    page = client.post(reverse("courses:complete_lesson", kwargs=LESSON), follow=True)
    assert "ini-01-lesson-2" in page.redirect_chain[-1][0]
    assert "撤回" in page.content.decode()
    last = {"code": "INI-01", "lesson_key": "ini-01-lesson-2"}
    page = client.post(reverse("courses:complete_lesson", kwargs=last), follow=True)

    assert page.redirect_chain[-1][0] == reverse("courses:course", args=["INI-01"])
    assert CreditEntry.objects.get().sentence in page.content.decode()
    assert "20 分钟" in client.get(reverse("credits:ledger")).content.decode()


@pytest.mark.django_db
def test_a_double_click_enrols_once(client: Client, learner: User) -> None:
    make_edition()
    for _click in range(2):
        client.post(reverse("courses:enrol", args=["INI-01"]))
    assert Enrolment.objects.count() == 1


@pytest.mark.django_db
def test_done_is_taken_back(client: Client, learner: User) -> None:
    edition = make_edition()
    assert learner.person
    complete_lesson(enrolment=enrol(person=learner.person, edition=edition), lesson_key=LESSON["lesson_key"])

    client.post(reverse("courses:reopen_lesson", kwargs=LESSON))

    assert LessonProgress.objects.get().completed_at is None


@pytest.mark.django_db
def test_a_course_in_preparation_says_so_and_cannot_be_started(client: Client, learner: User) -> None:
    make_course("BKB-01", lessons=0, in_preparation=True)

    assert "这门课在准备中" in client.get(reverse("courses:course", args=["BKB-01"])).content.decode()
    client.post(reverse("courses:enrol", args=["BKB-01"]))

    assert not Enrolment.objects.exists()


@pytest.mark.django_db
def test_a_sign_in_without_a_person_reads_but_does_not_learn(client: Client) -> None:
    make_edition()
    client.force_login(UserFactory.create(person=None, username="guest", phone=None))

    assert client.get(reverse("courses:lesson", kwargs=LESSON)).status_code == 200
    assert client.post(reverse("courses:enrol", args=["INI-01"])).status_code == 403
    assert client.get(reverse("credits:ledger")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["course", "lesson"])
def test_what_is_not_published_is_not_there(client: Client, learner: User, name: str) -> None:
    make_edition()
    CoursePage.objects.get().unpublish()

    arguments = LESSON if name == "lesson" else {"code": "INI-01"}
    assert client.get(reverse(f"courses:{name}", kwargs=arguments)).status_code == 404


@pytest.mark.django_db
def test_whoever_began_reads_on_after_the_course_was_taken_down(client: Client, learner: User) -> None:
    edition = make_edition()
    assert learner.person
    enrol(person=learner.person, edition=edition)
    CoursePage.objects.get().delete()

    assert client.get(reverse("courses:course", args=["INI-01"])).status_code == 200
    assert client.get(reverse("courses:lesson", kwargs=LESSON)).status_code == 200


@pytest.mark.django_db
def test_the_key_is_not_in_the_page_before_one_answers(client: Client, learner: User) -> None:
    make_edition(lessons=1)
    before = client.get(reverse("courses:lesson", kwargs=LESSON)).content.decode()
    assert "直接清走" in before
    assert "东西有主人" not in before
    assert "right" not in before.split('class="selfcheck"')[1].split("</section>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_a_self_check_is_answered_with_and_without_script(
    client: Client, learner: User, headers: dict[str, str]
) -> None:
    make_edition(lessons=1)
    url = reverse("courses:selfcheck", kwargs=LESSON)

    wrong = client.post(url, {"question": SELF_CHECK["id"], "answer": "1"}, headers=headers).content.decode()
    right = client.post(url, {"question": SELF_CHECK["id"], "answer": "0"}, headers=headers).content.decode()
    empty = client.post(url, {"question": SELF_CHECK["id"]}, headers=headers).content.decode()

    assert "没答对" in wrong
    assert "东西有主人" in wrong
    assert "答对了" in right
    assert "先选一个答案" in empty
    assert "东西有主人" not in empty
    assert ("<html" in wrong) == (not headers)
    assert client.post(url, {"question": "nothing"}).status_code == 404


@pytest.mark.django_db
def test_the_course_leads_to_the_quiz_when_its_lessons_are_done(client: Client, learner: User) -> None:
    course = make_course(lessons=1)
    require(course_code="INI-01", kind="sample", key="INI-01", title="课程测验")
    edition = release_edition(course_page=course, by=None, kind="first")
    assert learner.person
    complete_lesson(enrolment=enrol(person=learner.person, edition=edition), lesson_key=LESSON["lesson_key"])
    url = reverse("courses:course", args=["INI-01"])

    assert "还差：课程测验" in client.get(url).content.decode()
    register_requirement_renderer(
        "sample", lambda enrolment, requirement: {"url": "/quiz/", "label": "做测验", "state": "未做"}
    )
    try:
        assert 'class="button primary" href="/quiz/"' in client.get(url).content.decode()
    finally:
        del _RENDERERS["sample"]


@pytest.mark.django_db
def test_the_catalogue_narrows_by_the_words_of_the_plan(client: Client) -> None:
    make_course("INI-01")
    other = make_course("ROT-01", programme_type="rotation")
    other.scenes.set([Scene.objects.get(code="ecology")])
    other.save()

    def titles(**chosen: str) -> list[str]:
        page = client.get(reverse("courses:catalogue"), chosen)
        return [card.page.code for _name, cards in page.context["groups"] for card in cards]

    assert titles() == ["INI-01", "ROT-01"]
    assert titles(scene="ecology") == ["ROT-01"]
    assert titles(scene="ecology", programme="induction") == []
    assert titles(scene="no-such-word") == ["INI-01", "ROT-01"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["catalogue", "course", "lesson"])
def test_queries_do_not_grow_with_rows(client: Client, learner: User, page: str) -> None:
    edition = make_edition("INI-01", lessons=2)
    assert learner.person
    enrol(person=learner.person, edition=edition)
    arguments: dict[str, Any] = {"catalogue": {}, "course": {"code": "INI-01"}, "lesson": LESSON}[page]
    url = reverse(f"courses:{page}", kwargs=arguments)

    few = _queries(lambda: client.get(url))
    for number in range(1, 4):
        other = make_edition(f"ROT-0{number}", lessons=4, programme_type="rotation")
        complete_lesson(
            enrolment=enrol(person=learner.person, edition=other), lesson_key=f"rot-0{number}-lesson-1"
        )
    for number in range(3, 9):
        add_lesson(CoursePage.objects.get(code="INI-01"), number)
    release_edition(course_page=CoursePage.objects.get(code="INI-01"), by=None, kind="correction")
    many = _queries(lambda: client.get(url))

    assert LessonPage.objects.count() == 20
    assert many == few


def _queries(act: Callable[[], Any]) -> int:
    act()  # content types, sites and sessions are warm
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return len(captured)
