"""Designed error pages; the 500 page needs no database and no context processor."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that we cannot read."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not one's own to do."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not to be known that it is there."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake; rendered without request so that nothing else can fail."""
    return HttpResponseServerError(get_template("500.html").render({}))


def _page(request: HttpRequest, status: int) -> HttpResponse:
    # A style sheet missing from the manifest, or a database that is away, must not turn a 404 into a
    # 500: the page that needs nothing is shown with the status that is true.
    try:
        return render(request, f"{status}.html", status=status)
    except Exception:
        logger.exception("error page %s could not be rendered", status)
        return HttpResponse(get_template("500.html").render({}), status=status)
