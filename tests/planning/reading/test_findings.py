"""Every finding has one line that says what it is, and none of them is the same."""

from rendir.plan.planning.reading.findings import FindingCode


def test_every_code_has_its_own_description_and_severity() -> None:
    descriptions = [code.description for code in FindingCode]
    assert [text for text in descriptions if not text.endswith(".") or "\n" in text] == []
    assert len(set(descriptions)) == len(FindingCode)
    assert [code for code in FindingCode if code.severity.label == ""] == []
