"""Files that anybody may see: pictures, video and audio of lessons."""

import mimetypes
import posixpath
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

FOLDERS: Final = {"images", "media", "media_thumbnails"}
KINDS: Final = ("image/", "audio/", "video/")


def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture, video or audio below the public folders; 404 for anything else.

    The path is made normal first, because ``serve`` does so after the address has matched; what a
    browser would run (HTML, script, SVG) is not served, whatever an upload was called.
    """
    clean = posixpath.normpath(path)
    kind = mimetypes.guess_type(clean)[0] or ""
    is_public = clean.split("/", 1)[0] in FOLDERS and not clean.startswith("/")
    if not is_public or not kind.startswith(KINDS) or kind == "image/svg+xml":
        raise Http404
    response = serve(request, clean, document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
