"""What a signed-in person meets first."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.models import User
from lms.lib.context_processors import ELDER_COOKIE, THEME_COOKIE, THEMES
from portal.forms import StyleForm
from portal.services import duty_home, greeting, learner_home

_A_YEAR = 365 * 24 * 3600


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The home of whatever role one has."""
    user = request.user
    if not isinstance(user, User):
        return redirect("account_login")
    now = timezone.localtime()
    duty = duty_home(user=user, on=now.date())
    person = user.person if user.person_id else None
    worker = person.employments.on_duty().select_related("unit").first() if person else None
    context = {
        "greeting": greeting(now),
        "worker": worker,
        "duty": duty,
        "learning": learner_home(person=person, now=now) if person and (worker or not duty) else None,
    }
    return render(request, "portal/home.html", context)


@login_required
def menu(request: HttpRequest) -> HttpResponse:
    """Every entry of one's side bar, for the phone, whose bottom bar holds five."""
    return render(request, "portal/menu.html")


@require_POST
def face(request: HttpRequest) -> HttpResponse:
    """Remember theme or elder mode for a year and go back to where one was."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = redirect(wanted if safe and wanted.startswith("/") else "portal:home")
    if request.POST.get("theme") in THEMES:
        response.set_cookie(
            THEME_COOKIE, request.POST["theme"], max_age=_A_YEAR, samesite="Lax", httponly=True
        )
    if request.POST.get("elder") in ("0", "1"):
        response.set_cookie(
            ELDER_COOKIE, request.POST["elder"], max_age=_A_YEAR, samesite="Lax", httponly=True
        )
    return response


def style(request: HttpRequest) -> HttpResponse:
    """The living style page: every component, in every state."""
    form = StyleForm(request.GET) if "try" in request.GET else StyleForm()
    page = Paginator(range(95), 20).get_page(request.GET.get("page"))
    return render(request, "portal/style.html", {"form": form, "page_obj": page})
