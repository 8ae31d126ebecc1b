"""Pages of one's own account: the first sign-in, and what we hold."""

from typing import Any

from allauth.account.signals import user_logged_in
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.exceptions import ActivationRefused
from accounts.forms.sign_in import ActivationForm
from accounts.models import CommunityWorker, Feedback, User
from accounts.permissions import live_grants
from accounts.services import activate
from lms.lib.requests import is_too_often

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters()
def activation(request: HttpRequest) -> HttpResponse:
    """The first sign-in, with a code that an officer handed out; also a forgotten password."""
    form = ActivationForm(request.POST or None)
    if request.method == "POST" and is_too_often(request, what="activate", limit=30, seconds=900):
        form.add_error(None, _("Too many tries from this network. Try again in 15 minutes."))
    elif request.method == "POST" and form.is_valid():
        user = _activated(form)
        if user is not None:
            login(request, user, backend=_BACKEND)
            user_logged_in.send(sender=User, request=request, user=user)
            messages.success(request, _("Welcome. Your password holds from now on."))
            return redirect("portal:home")
    return render(request, "account/activate.html", {"form": form})


def _activated(form: ActivationForm) -> User | None:
    said = form.cleaned_data
    try:
        return activate(key=said["key"], code=said["code"], password=said["password1"])
    except ActivationRefused as refusal:
        form.add_error("code", str(refusal))
    except ValidationError as error:
        form.add_error("password1", error)
    return None


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Who I am here, what is held about me, and the answers I got."""
    return render(request, "accounts/me.html", _about(request.user))


def _about(user: Any) -> dict[str, Any]:
    person = user.person
    employments = CommunityWorker.objects.filter(person=person) if person else CommunityWorker.objects.none()
    return {
        "person": person,
        "employments": employments.select_related("unit", "post_category", "grade_level").order_by(
            "-hired_on"
        ),
        "grants": live_grants(user),
        "feedback": Feedback.objects.filter(sent_by=user)[:20],
    }


def closed_by_roster(request: HttpRequest) -> HttpResponse:
    """Phone and address come from the roster and the officer; nobody changes them here."""
    messages.info(request, _("Phone and e-mail come from the roster. Your officer changes them there."))
    return redirect("accounts:me")
