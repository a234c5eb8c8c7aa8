"""Links in the forms if handbook and forms are not at the root of their host.

Templates and pages write every address from the root, such as `/who-to-call/`. When a template is read, each link in it
is made to begin with the path that the service's address has.
"""

import re

from jinja2 import pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup, escape

from feedback_app.web.extensions import current_services
from handbook.service.service import Service
from handbook.urls import base_path

_LITERAL = re.compile(r'\b((?:href|src|action|formaction)=")/')
_VALUE = re.compile(r'\b((?:href|src|action|formaction)=")\{\{ ?([^{}]*?) ?\}\}')


def base_path_of(service: Service) -> str:
    """The path of the forms' address, empty at a root."""
    return base_path(service.forms_address or service.site_address)


@pass_context
def with_base_path(_context: Context, address: object) -> object:
    """An address from the root, below the path; anything else as it is.

    It takes the context, so that Jinja does not work it out once for all when it reads the template.
    """
    if not str(address).startswith("/"):
        return address
    base = base_path_of(current_services().handbook.service)
    return escape(base) + address if isinstance(address, Markup) else f"{base}{address}"


class BasePathExtension(Extension):
    """A Jinja extension that passes every link of a template through `with_base_path`."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The template with the filter in its links."""
        source = _VALUE.sub(r"\1{{ (\2) | with_base_path }}", source)
        return _LITERAL.sub(r"\1{{ '/' | with_base_path }}", source)
