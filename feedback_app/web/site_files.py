"""The files of one build of the site over HTTP, by WhiteNoise (decisions/0017)."""

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.headers import Headers

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header
from whitenoise import WhiteNoise
from whitenoise.responders import Response, StaticFile

from feedback_app.web.http_security import COMMON_HEADERS, HTTPS_HEADERS
from feedback_app.web.site_build import PAGES, SiteBuild, missing_pages
from handbook.search.index import SEARCH_FOLDER
from handbook.urls import relative_address

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HASHED_NAME = rf"\.[0-9a-f]{{8}}\.min\.(js|css)$|/{SEARCH_FOLDER}/[0-9a-f]{{8}}/"
"""Files whose name or folder changes with their content, so that browsers never need to revalidate them."""

MEDIA_TYPES = {".csv": "text/csv", ".ics": "text/calendar", ".xml": "text/xml"}
"""Media types that WhiteNoise does not know or might change. It adds the charset, UTF-8, to every `text/`.

A feed is `text/xml` as a site map is: browsers show it, where they would save `application/rss+xml` as a file.
"""


class FileReplacedError(Exception):
    """A file has changed since the build was opened."""


class _BuildFile(StaticFile):  # type: ignore[misc]  # whitenoise ships no types
    """One file with its compressed copies."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 (whatever WhiteNoise hands over)
        super().__init__(*given, **named)
        self._sizes = {path: int(dict(headers)["Content-Length"]) for _, path, headers in self.alternatives}

    def get_headers(self, headers_list: list[tuple[str, str]], files: dict[str | None, Any]) -> Headers:
        """The headers without `Last-Modified`: two builds within a second would look the same."""
        headers: Headers = super().get_headers(headers_list, files)
        del headers["Last-Modified"]
        return headers

    def get_response(self, method: str, request_headers: dict[str, Any]) -> Response:
        """The response for a file. Raises `FileReplacedError` if its size is not that of the headers any more."""
        if "HTTP_IF_RANGE" in request_headers:
            # The rest of a file is only sent to who asks without a condition; else the end of one build would be put
            # behind the beginning of another.
            request_headers = {name: value for name, value in request_headers.items() if name != "HTTP_RANGE"}
        response = super().get_response(method, request_headers)
        if response.file is not None:
            opened = getattr(response.file, "fileobj", response.file)
            if os.fstat(opened.fileno()).st_size != self._sizes[opened.name]:
                response.file.close()
                raise FileReplacedError(opened.name)
        return response

    def get_path_and_headers(self, request_headers: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
        """The smallest copy that the browser accepts; `gzip;q=0` means that it does not accept it."""
        takes = parse_accept_header(request_headers.get("HTTP_ACCEPT_ENCODING", ""), Accept)
        for _, path, headers in self.alternatives:
            encoding = dict(headers).get("Content-Encoding")
            if encoding is None or takes[encoding] > 0:
                return path, headers
        raise AssertionError("a file has a copy that is not compressed")


class _Files(WhiteNoise):  # type: ignore[misc]  # whitenoise ships no types
    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> _BuildFile:  # noqa: ANN401 (as above)
        """The same as WhiteNoise makes, but for the class."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        headers.setdefault("Cache-Control", "no-cache")
        # Of the content, so that it is the same in the next build if nothing changed. Weak, because it is also the
        # same for the compressed copies.
        headers["ETag"] = f'W/"{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:24]}"'
        copies = {"gzip": f"{path}.gz", "br": f"{path}.br"}
        return _BuildFile(path, headers.items(), stat_cache=stat_cache, encodings=copies)


class SiteFiles:
    """A WSGI app over one build: its files, its policy, and its page for addresses that do not exist."""

    def __init__(self, build: SiteBuild) -> None:
        """Read every file once. Raises `OSError` if the build is incomplete."""
        self.build = build
        policy = build.policy_file.read_text(encoding="utf-8").strip()
        self._headers = COMMON_HEADERS | {"Content-Security-Policy": policy}
        self._redirects = build.redirects
        self._files = _Files(
            _NotFound(build.folder),
            root=build.folder,
            index_file=True,
            allow_all_origins=False,
            max_age=None,
            immutable_file_test=HASHED_NAME,
            mimetypes=MEDIA_TYPES,
        )

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request. If a file has changed, raises `OSError` or `FileReplacedError` before sending."""
        start = self._with_headers(environ, start_response)
        path = environ.get("PATH_INFO", "")
        target = self._redirects.get(_page_at(path)) or self._redirects.get(path)
        if target and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            # The host and the path before ours are left to the browser, which knows them. No browser keeps the answer
            # for good: a page may come back to its old address.
            location = relative_address(path, target)
            start(
                "301 Moved Permanently",
                [("Location", location), ("Content-Length", "0"), ("Cache-Control", "no-cache")],
            )
            return []
        return self._files(environ, start)  # type: ignore[no-any-return]

    def lacks(self, path: str) -> bool:
        """Whether a path is a page that every site must have, and this build does not."""
        page = _page_at(path)
        return page in PAGES and page in missing_pages(self.build.folder)

    def _with_headers(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "StartResponse":
        added = self._headers | (HTTPS_HEADERS if environ.get("wsgi.url_scheme") == "https" else {})

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *added.items()], exc_info)

        return start


def _page_at(path: str) -> str:
    """The address of a page, however its folder was asked for: `/a`, `/a/` or `/a/index.html`."""
    return f"{path.removesuffix('index.html').removesuffix('/')}/"


class _NotFound:
    """The site's own page for addresses that do not exist."""

    def __init__(self, site: Path) -> None:
        page = site / "404.html"
        self._body = page.read_bytes() if page.is_file() else b"<!doctype html><title>Page not found</title>"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(self._body)))]
        start_response("404 Not Found", [*headers, ("Cache-Control", "no-cache")])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self._body]
