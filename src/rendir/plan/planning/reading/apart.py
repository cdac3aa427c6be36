"""Understanding a file in another process: a table made to be endless, or a text made to be slow, is refused in seconds
and nobody else feels it. `schedule.read_schedule` is the same in this process, for files of ours.
"""

import json
from collections.abc import Sequence

from rendir.foundation.core.importing import Finding, Unreadable
from rendir.foundation.core.readers import exchange
from rendir.foundation.core.readers.child import run_apart, too_complex
from rendir.foundation.core.readers.limits import WALL_SECONDS
from rendir.plan.planning.reading.aliases import Apart
from rendir.plan.planning.reading.files import read_grids
from rendir.plan.planning.reading.schedule import Reading, read_our_json, together, understand
from rendir.plan.planning.rules.facts import ActivityFacts


def read_schedule_apart(
    data: bytes,
    *,
    filename: str,
    year: int,
    known_units: Sequence[str] = (),
    apart: Apart = (),
    wall_seconds: float = WALL_SECONDS,
) -> Reading:
    """What `read_schedule` says, read and understood by other processes within limits of memory and time."""
    if reading := read_our_json(data, year):
        return reading
    grids, findings = read_grids(data, filename)
    question = {"grids": exchange.write(grids), "findings": [one.as_json() for one in findings]}
    about = {"year": year, "known_units": list(known_units), "apart": sorted(map(sorted, apart))}
    answer = run_apart("rendir.plan.planning.reading", given=json.dumps(question | about), wall_seconds=wall_seconds)
    try:
        said = json.loads(answer)
    except ValueError as error:
        raise too_complex() from error
    if "message" in said:
        raise Unreadable(said["message"], way_out=said["way_out"])
    return Reading(
        said["period_scheme"],
        tuple(ActivityFacts.from_json(one) for one in said["activities"]),
        tuple(Finding.from_json(one) for one in said["findings"]),
        together(grids),
    )


def answer_of(question: str) -> str:
    """What the other process answers: a reading, or a refusal, as JSON."""
    asked = json.loads(question)
    findings = [Finding.from_json(one) for one in asked["findings"]]
    try:
        reading = understand(
            exchange.read(asked["grids"]),
            findings,
            year=asked["year"],
            known_units=asked["known_units"],
            apart=frozenset(map(frozenset, asked["apart"])),
        )
    except Unreadable as refusal:
        return exchange.write_refusal(refusal)
    return json.dumps({**reading.as_json(), "findings": [one.as_kept() for one in reading.findings]})
