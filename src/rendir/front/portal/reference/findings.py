"""The reference page of findings: every code that reading a schedule, or judging it as a whole, can give."""

from rendir.front.portal.reference.markdown import code, page, table
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.rules.coherence import CoherenceCode


def findings() -> str:
    """The codes of reading with their severity, then those of coherence."""
    return page(
        "Findings",
        "`plan/planning/reading/findings.py` and `plan/planning/rules/coherence/codes.py`",
        "The codes are public: `rendir plan import --format json` and `rendir plan check` print them, "
        "and what they mean does not change.",
        "## Reading a file",
        "`applied` is true where the reader took a fact of the file's structure; a `proposal` waits for a person.",
        table(("code", "severity", "what it means"), map(_reading, FindingCode)),
        "## Coherence of a plan",
        "They warn, with the reason and its norm. None of them stops anybody.",
        table(("code", "what it means"), ((code(one.value), one.description) for one in CoherenceCode)),
    )


def _reading(one: FindingCode) -> tuple[str, str, str]:
    return code(one.value), code(one.severity.value), one.description
