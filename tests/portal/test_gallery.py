"""The gallery as a page: what it ties together exists, and nothing is tied twice."""

import re
from collections import Counter
from itertools import pairwise

from django.template.loader import render_to_string

from rendir.front.portal.views.gallery import examples


def _page() -> str:
    return render_to_string("portal/gallery.html", examples())


def test_no_two_things_have_the_same_name() -> None:
    ids = Counter(re.findall(r'\sid="([^"]+)"', _page()))
    assert [name for name, times in ids.items() if times > 1] == []


def test_every_label_hint_and_error_leads_to_something() -> None:
    html = _page()
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    tied = re.findall(r'\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"', html)
    assert {name for names in tied for name in names.split()} - ids == set()


def test_every_link_of_the_summary_of_errors_leads_to_its_question() -> None:
    html = _page()
    summary = html[html.index('class="error-summary"') :]
    targets = re.findall(r'href="#([^"]+)"', summary[: summary.index("</ul>")])
    assert len(targets) == 5
    assert [name for name in targets if f'id="{name}"' not in html] == []


def test_the_page_has_one_title_and_no_level_of_heading_is_jumped() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", _page())]
    assert levels.count(1) == 1
    assert max(later - earlier for earlier, later in pairwise(levels)) <= 1
