"""The editors' confirmation page: what a release would change, and for whom."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from courses import services
from courses.exceptions import ReleaseRefused
from courses.forms import ReleaseForm
from courses.models import CoursePage
from courses.permissions import can_release


def release(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what changes; release on POST."""
    course = get_object_or_404(CoursePage, pk=page_id)
    if not can_release(request.user, course):
        raise PermissionDenied
    preview = services.release_preview(course_page=course)
    form = ReleaseForm(request.POST or None, is_first=preview.current is None)
    if request.method == "POST" and form.is_valid() and _released(request, course, form):
        return redirect("wagtailadmin_pages:edit", course.pk)
    context = {"course": course, "preview": preview, "form": form}
    return render(request, "courses/admin/release.html", context)


def _released(request: HttpRequest, course: CoursePage, form: forms.Form) -> bool:
    """Release; say what happened. False when it was refused."""
    assert isinstance(request.user, User)
    try:
        edition = services.release_edition(
            course_page=course, by=request.user, kind=form.cleaned_data["kind"]
        )
    except ReleaseRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(
        request,
        _("Edition %(number)s of “%(title)s” is what learners read now.")
        % {"number": edition.number, "title": edition.title},
    )
    return True
