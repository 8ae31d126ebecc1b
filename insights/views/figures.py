"""The rate of a unit and of what lies below it; the plan's indicators."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.models import Unit
from accounts.permissions import can_manage_roster, type_of_user, visible_units
from insights.charts import trend_chart
from insights.forms import DayForm
from insights.models import Indicator, IndicatorTarget, PlanPeriod
from insights.permissions import can_see_figures, can_see_names, topmost_units
from insights.services import (
    Overview,
    certification_rates,
    current_definition,
    month_ends,
    overview,
    rate_of,
    with_today,
)
from insights.unit_rate import UnitRate
from insights.wording import day_query, definition_in_words, full_card, headline, waiting_words


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """The district's figures; an officer of one unit is led to that unit."""
    units = _own_units(request)
    if len(units) == 1 and units[0].depth > 1:
        return redirect("insights:unit", code=units[0].code)
    return _overview_page(request, units[0]) if len(units) == 1 else _several_units(request, units)


@login_required
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit's figures, and those of the units below it."""
    return _overview_page(request, get_object_or_404(visible_units(request.user), code=code))


@login_required
def indicators(request: HttpRequest) -> HttpResponse:
    """The plan's fifteen: whose number each is, the target, and the value where there is one."""
    own = _own_units(request)[0]
    today = timezone.localdate()
    definition = current_definition()
    rate = rate_of(unit=own, on=today, definition=definition)
    periods = list(PlanPeriod.objects.order_by("starts_on"))
    context = {
        "rows": _indicator_rows(periods, rate),
        "periods": periods,
        "unit": own,
        "rate_words": full_card(rate, today, definition, today=today),
    }
    return render(request, "insights/indicators.html", context)


def _own_units(request: HttpRequest) -> list[Unit]:
    """The units one answers for; 403 for who answers for none."""
    if not can_see_figures(request.user):
        raise PermissionDenied
    return topmost_units(request.user)


def _overview_page(request: HttpRequest, unit: Unit) -> HttpResponse:
    form = DayForm(request.GET)
    found = overview(unit=unit, on=form.day, definition=current_definition())
    template = "insights/overview.html" if found.rate.denominator else "insights/empty.html"
    return render(request, template, {"form": form, **_words(found), **_access(request.user, unit)})


def _words(found: Overview) -> dict[str, object]:
    today = timezone.localdate()
    version = found.definition.version
    past = month_ends(found.past, version=version)
    past = with_today(past, rate=found.rate, on=found.on, version=version)
    return {
        "found": found,
        "unit": found.unit,
        "on": found.on,
        "query": day_query(found.on, today),
        "rate": found.rate,
        "headline": headline(found.rate),
        "card": full_card(found.rate, found.on, found.definition, today=today),
        "waiting": waiting_words(found.rate),
        "definition": found.definition,
        "definition_words": definition_in_words(found.definition),
        "chart": trend_chart([(row.on, row.tenths) for row in past], found.definition.target_percent),
        "past": past[::-1],
        "period": PlanPeriod.objects.filter(starts_on__lte=found.on, ends_on__gte=found.on).first(),
    }


def _access(user: type_of_user, unit: Unit) -> dict[str, object]:
    """What this reader may do from the page, and the way back up as far as one may go."""
    tops = [own.path for own in topmost_units(user)]
    above = [each for each in unit.get_ancestors() if any(each.path.startswith(top) for top in tops)]
    return {
        "names": can_see_names(user, unit),
        "above": above,
        "can_import": can_manage_roster(user, unit),
    }


def _several_units(request: HttpRequest, units: list[Unit]) -> HttpResponse:
    form = DayForm(request.GET)
    definition = current_definition()
    rates = certification_rates(on=form.day, definition=definition, units=units)
    query = day_query(form.day, timezone.localdate())
    context = {"form": form, "rates": rates, "on": form.day, "definition": definition, "query": query}
    return render(request, "insights/several.html", context)


def _indicator_rows(periods: list[PlanPeriod], rate: UnitRate) -> list[dict[str, object]]:
    targets = {(row.period_id, row.indicator_id): row for row in IndicatorTarget.objects.all()}
    return [
        {
            "indicator": indicator,
            "targets": [(period, targets.get((period.pk, indicator.pk))) for period in periods],
            "rate": rate if indicator.code == "IND-14" else None,
        }
        for indicator in Indicator.objects.all()
    ]
