"""Routing and nothing else."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from lms.lib import error_views
from lms.lib.media_views import public_media

urlpatterns = [
    path("admin/", include("accounts.admin_door_urls")),
    path("admin/", include(wagtailadmin_urls)),
    # Pictures, video and audio of lessons; documents and everything private have views that ask who you are.
    re_path(
        r"^media/(?P<path>(?:images|media|media_thumbnails)/.*)$",
        public_media,
        name="public_media",
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("account/", include("accounts.account_urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("accounts.urls")),
    path("credits/", include("credits.urls")),
    path("learn/", include("courses.urls")),
    path("exams/", include("assessments.urls")),
    path("certificates/", include("certificates.urls")),
    path("figures/", include("insights.urls")),
    path("", include("portal.urls")),
    path("", include(wagtail_urls)),
]

handler400 = error_views.bad_request
handler403 = error_views.forbidden
handler404 = error_views.not_found
handler500 = error_views.server_error
