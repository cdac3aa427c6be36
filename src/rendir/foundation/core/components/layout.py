"""Components that give a page its order: its head, its way back, its tabs, what it announces, what it lacks."""

from collections.abc import Mapping, Sequence
from typing import Literal

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.safestring import SafeString

from rendir.foundation.core.components.registry import component
from rendir.foundation.core.components.shapes import Download, Fact, Link, Task
from rendir.foundation.core.components.wording import written_size

PAGE_PARAMETER = "pagina"


@component
def skip_link(label: str, target: str) -> dict[str, object]:
    """The first stop of the keyboard: past what repeats on every page. `target` is an id."""
    return {**locals()}


@component
def page_header(content: SafeString, *, title: str, lead: str = "", kicker: str = "") -> dict[str, object]:
    """The head of a page: its only `h1`, what it is in a sentence, and (the block) its actions or downloads."""
    return {**locals()}


@component
def breadcrumbs(links: Sequence[Link]) -> dict[str, object]:
    """The way back, from the home page to this one, which is the last and no link."""
    return {"before": links[:-1], "here": links[-1]}


@component
def tabs(links: Sequence[Link], *, label: str) -> dict[str, object]:
    """Readings of the same thing, each a page of its own."""
    return {**locals()}


@component
def notice(
    content: SafeString,
    *,
    tone: Literal["info", "ok", "due", "bad"] = "info",
    title: str = "",
    live: bool = False,
) -> dict[str, object]:
    """Something to know before going on, and the next step. `live` where it answers what the person just did."""
    return {**locals(), "shape": {"info": "info", "ok": "circle", "due": "triangle", "bad": "square"}[tone]}


@component
def banner(content: SafeString, *, label: str) -> dict[str, object]:
    """One line over the whole site, the same on every page. `label` names the region."""
    return {**locals()}


@component
def empty_state(content: SafeString, *, title: str) -> dict[str, object]:
    """Nothing here yet: why, and (the block) what to do."""
    return {**locals()}


@component
def definition_list(facts: Sequence[Fact]) -> dict[str, object]:
    """What is known of one thing, term by term."""
    return {**locals()}


@component
def download_list(downloads: Sequence[Download], *, label: str) -> dict[str, object]:
    """The same content in several formats, each with what it is good for and its size where known."""
    sized = [(one, written_size(one.size) if one.size is not None else "") for one in downloads]
    return {"downloads": sized, "label": label}


@component
def task_list(tasks: Sequence[Task], *, label: str) -> dict[str, object]:
    """What a person owes, by date; one button per row, its label the verb."""
    return {**locals()}


@component
def pagination(
    page: Page[object], *, label: str, query: Mapping[str, str] | QueryDict | None = None
) -> dict[str, object]:
    """The pages of a list. `query` is what the address already asks for (`request.GET`): it is kept."""
    steps = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "label": label,
        "page": page,
        "steps": [(one, _address(query, one) if isinstance(one, int) else "") for one in steps],
        "previous": _address(query, page.number - 1),
        "next": _address(query, page.number + 1),
    }


def _address(query: Mapping[str, str] | QueryDict | None, number: int) -> str:
    wanted = QueryDict(mutable=True)
    if query:
        wanted.update(query)
    wanted[PAGE_PARAMETER] = str(number)
    return f"?{wanted.urlencode()}"
