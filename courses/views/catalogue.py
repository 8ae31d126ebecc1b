"""What there is to learn."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import type_of_user
from courses import vocabulary
from courses.catalogue import Card, counts, matching
from courses.forms import CatalogueFilterForm
from courses.models import CourseEdition, CoursePage, Enrolment, ProgrammeType
from courses.permissions import learner_of, visible_courses


def catalogue(request: HttpRequest) -> HttpResponse:
    """All courses, open or in preparation, narrowed by the words of the plan."""
    cards = _cards(request.user)
    form = CatalogueFilterForm(request.GET)
    chosen = form.chosen()
    shown = matching(cards, chosen)
    form.show_counts(counts(cards, chosen))
    context = {
        "form": form,
        "words": [(word, _without(request, facet)) for facet, word in form.words()],
        "groups": _by_programme(shown),
        "mine": [card for card in cards if card.enrolment and card.enrolment.state == "active"],
        "shown": len(shown),
        "total": len(cards),
        "open": sum(card.is_open for card in shown),
    }
    return render(request, "courses/catalogue.html", context)


def _without(request: HttpRequest, facet: str) -> str:
    """The address of this page with one condition taken away."""
    query = request.GET.copy()
    query.pop(facet, None)
    return f"{request.path}?{query.urlencode()}"


def _cards(user: type_of_user) -> list[Card]:
    pages = list(visible_courses(user).with_words())
    current = CourseEdition.objects.current().with_lesson_count()
    editions = {row.course_code: row for row in current}
    enrolments = _own_by_course(user)
    return [
        Card(page, editions.get(page.code), enrolments.get(page.code), _words(page))
        for page in sorted(pages, key=_shelf)
    ]


def _shelf(page: CoursePage) -> tuple[int, str]:
    return vocabulary.PROGRAMME_TYPES.index(page.programme_type), str(page.code)


def _own_by_course(user: type_of_user) -> dict[str, Enrolment]:
    person = learner_of(user)
    if person is None:
        return {}
    mine = Enrolment.objects.for_person(person).not_withdrawn().with_progress()
    # Active sorts before completed, so the active one is written last and wins.
    return {row.course_code: row for row in mine.order_by("-state", "completed_at")}


def _words(page: CoursePage) -> dict[str, frozenset[str]]:
    return {
        "programme": frozenset([page.programme_type]),
        "scene": frozenset(word.code for word in page.scenes.all()),
        "task": frozenset(word.code for word in page.tasks.all()),
        "shift": frozenset(word.code for word in page.shifts.all()),
        "issue": frozenset(word.code for word in page.stubborn_issues.all()),
    }


def _by_programme(cards: list[Card]) -> list[tuple[str, list[Card]]]:
    labels = dict(ProgrammeType.choices)
    grouped = groupby(cards, key=lambda card: str(card.page.programme_type))
    return [(str(labels[programme]), list(group)) for programme, group in grouped]
