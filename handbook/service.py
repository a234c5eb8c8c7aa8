"""The service whose handbook this is (`service/service.yml`)."""

from handbook.fields import Line, Text, YesNo
from handbook.reviews import Reviewed


class Service(Reviewed):
    """The whole of `service/service.yml`."""

    name: Line
    """What the handbook calls the service, such as "the fostering service"."""
    title: Line
    """The handbook's title."""
    demonstration: YesNo
    """Whether this is a demonstration and no council's site; the pages say so."""
    demonstration_note: Text | None = None
    """What the pages say then."""
    site_address: Line | None = None
    """The handbook's own address, such as https://handbook.example.org; feeds and calendars then carry whole links."""
    forms_address: Line | None = None
    """Where the forms live, such as https://forms.example.org; empty when they share the handbook's address."""
    edit_address: Line | None = None
    """The forge's address for editing a file, with `{path}` in it; empty: a page tells how else to ask."""
    exit_address: Line | None = None
    """A neutral website for leaving a form quickly."""
