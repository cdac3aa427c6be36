"""The year at work in the demo: reports, reviews, cuts and the rounds of Control Interno, each on its day."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from rendir.foundation.accounts.models import Person
from rendir.foundation.library.actions import store_stream, strip_metadata
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.rules.personal import screen
from rendir.front.portal.demo.cast import ENTITY
from rendir.front.portal.demo.reports import (
    ADVICE,
    CONCLUSIONS,
    CUTS,
    DELAYS,
    FINDINGS,
    READ_AND_ACCEPTED,
    REPORTS,
    ROUNDS,
    SCOPE,
    WAIVER,
    WAIVER_REASON,
    Delay,
    Report,
)
from rendir.plan.compliance.actions import control
from rendir.plan.compliance.actions.cuts import freeze_cut
from rendir.plan.compliance.actions.deliveries import (
    accept_delivery,
    ask_waiver,
    explain_delay,
    grant_waiver,
    open_delivery,
    report_delivery,
    return_delivery,
)
from rendir.plan.compliance.actions.evidence import add_file, add_link, publish_evidence
from rendir.plan.compliance.exports.control import render_round
from rendir.plan.compliance.exports.cut import render_cut
from rendir.plan.compliance.models import Delivery, Evidence, VerificationRound
from rendir.plan.compliance.queries import keys_to_verify, verifications_of
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.models import Strategy

People = Mapping[str, Person]
Deed = tuple[date, Callable[[], object]]
SITE = "https://www.villaclara.example"
WHOLE = 100


def deeds(strategy: Strategy, people: People) -> list[Deed]:
    """Everything that was done with the deliveries of the year, in the order of its days."""
    found: list[Deed] = [
        *(deed for report in REPORTS for deed in _of_report(strategy, report, people)),
        *((delay.on, partial(_explain, strategy, delay, people)) for delay in DELAYS),
        (date(2021, 8, 20), partial(_ask_waiver, strategy, people)),
        (date(2021, 8, 24), partial(_grant_waiver, strategy, people)),
        *((day, partial(_accept_what_came, strategy, key, people)) for key, day in READ_AND_ACCEPTED.items()),
        *((day, partial(_freeze, strategy, period, people)) for period, day in CUTS.items()),
        *(deed for period in ROUNDS for deed in _of_round(strategy, period, people)),
    ]
    return sorted(found, key=lambda deed: deed[0])


# --- the units and Planning -------------------------------------------------------------------------------------------


def _of_report(strategy: Strategy, report: Report, people: People) -> Iterator[Deed]:
    yield report.on, partial(_report, strategy, report, people)
    if report.returned:
        day, reason = report.returned
        yield day, partial(_return, strategy, report, reason, people)
    if report.accepted:
        yield report.accepted, partial(_accept, strategy, report, people)


def _row(strategy: Strategy, key: str) -> Delivery:
    return open_delivery(strategy, _key(key))


def _key(text: str) -> Key:
    key = Key.parse(text)
    assert key is not None  # noqa: S101 - the data of the demo are ours
    return key


def _reviewer(report: Report, people: People) -> Person:
    """Who reported does not accept."""
    return people["lider" if report.by == "planeacion" else "planeacion"]


def _report(strategy: Strategy, report: Report, people: People) -> None:
    delivery, by = _row(strategy, report.key), people[report.by]
    _support(delivery, report, by)
    report_delivery(delivery, summary=report.said, progress=report.progress, on_behalf=report.sent, by=by)


def _support(delivery: Delivery, report: Report, by: Person) -> Evidence:
    if report.page:
        return add_link(delivery, f"{SITE}/{report.page}", title=report.title, fact_on=report.on, by=by)
    return add_file(delivery, _act(report, by), title=report.title, fact_on=report.on, by=by)


def _act(report: Report, by: Person) -> StoredFile:
    return store_stream([_words_of(report).encode()], name=f"acta-{report.key}.txt", by=by)


def _words_of(report: Report) -> str:
    return f"{ENTITY['name']}\n\n{report.title}\n{report.on:%d/%m/%Y}\nEntrega {report.key}\n\n{report.said}\n"


def _return(strategy: Strategy, report: Report, reason: str, people: People) -> None:
    return_delivery(_row(strategy, report.key), reason=reason, by=_reviewer(report, people))


def _accept(strategy: Strategy, report: Report, people: People) -> None:
    by, delivery = _reviewer(report, people), _row(strategy, report.key)
    accept_delivery(delivery, by=by)
    if report.is_published:
        _publish(delivery, report, by)


def _accept_what_came(strategy: Strategy, key: str, people: People) -> None:
    accept_delivery(_row(strategy, key), by=people["planeacion"])


def _publish(delivery: Delivery, report: Report, by: Person) -> None:
    """As the page before publishing does: a copy that tells nothing of its author, and the screen of its words."""
    link = delivery.evidence_links.select_related("evidence__file").latest("linked_at", "pk")
    file = link.evidence.file
    screening = {
        "findings": [{"kind": one.kind.value, "excerpt": one.excerpt} for one in screen(_words_of(report))],
        "unread": "" if file else "Es una dirección: ábrala y mírela completa.",
        "confirmed": True,
        "found_is_public": "",
    }
    copy = strip_metadata(file, by=by) if file else None
    publish_evidence(link.evidence, title=report.title, copy=copy, screening=screening, by=by)


def _explain(strategy: Strategy, delay: Delay, people: People) -> None:
    explain_delay(_row(strategy, delay.key), delay=delay.why, expected_on=delay.expected_on, by=people[delay.by])


def _ask_waiver(strategy: Strategy, people: People) -> None:
    ask_waiver(_row(strategy, WAIVER), reason=WAIVER_REASON, by=people["planeacion"])


def _grant_waiver(strategy: Strategy, people: People) -> None:
    grant_waiver(_row(strategy, WAIVER), by=people["lider"])


def _freeze(strategy: Strategy, period: int, people: People) -> None:
    freeze_cut(strategy, period, render=render_cut, by=people["lider"])


# --- Control Interno --------------------------------------------------------------------------------------------------


def _of_round(strategy: Strategy, period: int, people: People) -> Iterator[Deed]:
    opened, asked, heard, sealed = ROUNDS[period]
    yield opened, partial(control.open_round, strategy, period, by=people["control"])
    yield asked, partial(_verify, strategy, period, people["control"])
    yield heard, partial(_answer, strategy, period, people)
    yield sealed, partial(_seal, strategy, period, people["control"])


def _round(strategy: Strategy, period: int) -> VerificationRound:
    found = control.known_round(strategy, period)
    assert found is not None  # noqa: S101 - it was opened on an earlier day
    return found


def _verify(strategy: Strategy, period: int, by: Person) -> None:
    verified = _round(strategy, period)
    for key in keys_to_verify(verified):
        _verify_one(strategy, verified, key, by)
    words = {"scope": SCOPE, "conclusions": CONCLUSIONS[period], "recommendations": ADVICE}
    verified = control.write_report(verified, **words, expected=verified.version, by=by)
    control.ask_replies(verified, expected=verified.version, by=by)


def _verify_one(strategy: Strategy, verified: VerificationRound, key: Key, by: Person) -> None:
    if found := FINDINGS.get(str(key)):
        said: dict[str, object] = {
            "result": found.result,
            "percentage": found.percentage,
            "remark": found.remark,
            "recommendation": found.recommendation,
        }
    else:
        row = _row(strategy, str(key))
        said = {"result": Result.VERIFIED, "percentage": _agreed(row)}
    control.verify_delivery(verified, key, by=by, **said)  # type: ignore[arg-type] # the names are in `said`


def _agreed(delivery: Delivery) -> int | None:
    """The percentage where Control Interno agrees: what the unit said of it, or all; none where it does not apply."""
    if delivery.state == DeliveryState.NOT_APPLICABLE:
        return None
    return WHOLE if delivery.progress is None else delivery.progress


def _answer(strategy: Strategy, period: int, people: People) -> None:
    for verification in verifications_of(_round(strategy, period)):
        found = FINDINGS.get(str(verification.delivery.key))
        if found and found.answer:
            control.reply(verification, found.answer, by=people[found.answered_by])


def _seal(strategy: Strategy, period: int, by: Person) -> None:
    verified = _round(strategy, period)
    control.seal_round(verified, render=render_round, expected=verified.version, by=by)
