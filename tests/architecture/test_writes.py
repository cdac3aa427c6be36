"""Rows change by `audit.actions` and by nothing else: who, when and what are then never apart."""

import ast

import pytest

from source_tree import Module, modules

AUDIT = "foundation/audit"
# These change rows whatever they are called on; `create` and `update` are also words of dicts, sets and digests.
ALWAYS = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "asave", "acreate"}
ON_ROWS = {"create", "update", "add", "set", "clear", "remove"}
ROWS = ("objects", "_default_manager", "_base_manager", "filter", "exclude", "all", "select_for_update")

_ANONYMOUS = "an entry of the ledger has a moment and an order, which would tie an answer to a person"
_READING_OF_RESULTS = "rows of the frozen results, whose hash the ledger has"
ALLOWED = {
    ("foundation/accounts/actions/entry.py", "OpenSession.objects.filter(person=person).delete"): "ends sessions",
    ("foundation/accounts/actions/entry.py", "sessions.delete"): "ends sessions; the deed is recorded beside it",
    ("foundation/accounts/actions/entry.py", "Authenticator.objects.filter(user_id=person.pk).delete"): (
        "django-allauth's own rows; the deed is recorded beside it"
    ),
    ("foundation/accounts/counts.py", "_rows().update_or_create"): "a count of sign-in",
    ("foundation/accounts/counts.py", "_rows().filter(expires_at__lte=clock.now()).delete"): "counts that ran out",
    ("foundation/accounts/counts.py", "_rows().delete"): "a count of sign-in",
    ("foundation/accounts/counts.py", "self._standing(key, version).delete"): "a count of sign-in",
    ("information/topics/actions/voting.py", "Ballot.objects.create"): "secret; the deed is recorded beside it",
    ("information/topics/actions/voting.py", "VoteMark.objects.create"): "secret; the deed is recorded beside it",
    ("information/topics/actions/voting.py", "VotingCode.objects.bulk_create"): (
        "secret; how many were made is recorded beside it"
    ),
    ("foundation/library/contents/logos.py", "bare.save"): "writes a picture",
    ("foundation/library/contents/pictures.py", "small.save"): "writes a picture",
    ("foundation/library/contents/stripping/photographs.py", "image.save"): "writes a picture",
    ("foundation/library/contents/stripping/documents.py", "document.save"): "writes a PDF",
    ("information/surveys/actions/codes.py", "SurveyCode.objects.bulk_create"): _ANONYMOUS,
    ("information/surveys/actions/living.py", "SurveyCode.objects.filter(survey=survey).delete"): _ANONYMOUS,
    ("information/surveys/actions/living.py", "Receipt.objects.filter(survey=survey).delete"): _ANONYMOUS,
    ("information/surveys/actions/receiving.py", "Receipt.objects.create"): _ANONYMOUS,
    ("information/surveys/actions/receiving.py", "Response.objects.create"): _ANONYMOUS,
    ("information/surveys/actions/receiving.py", "TextAnswer.objects.bulk_create"): _ANONYMOUS,
    (
        "information/surveys/actions/receiving.py",
        "SurveyCode.objects.filter(survey=survey, digest=digest, used=False).update",
    ): _ANONYMOUS,
    ("information/surveys/actions/texts.py", "TextAnswer.objects.filter(pk=text.pk).update"): (
        "told with the survey, without the text"
    ),
    ("information/surveys/actions/publishing.py", "ResultLine.objects.bulk_create"): _READING_OF_RESULTS,
    ("information/surveys/actions/publishing.py", "ResultLine.objects.filter(survey=survey).delete"): (
        _READING_OF_RESULTS
    ),
    ("foundation/core/documents/frame.py", "segno.make(address, error='m', micro=False).save"): "draws a QR code",
}
"""(module, the call as written) → why it changes no row of the domain, or may."""


def _is_a_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in ALWAYS:
        return True
    names = {getattr(node, "attr", "") for node in ast.walk(call.func.value)}
    return call.func.attr in ON_ROWS and not names.isdisjoint(ROWS)


def _writes(module: Module) -> list[str]:
    calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    return [ast.unparse(call.func) for call in calls if _is_a_write(call)]


@pytest.mark.parametrize("module", [one for one in modules() if one.app != AUDIT], ids=lambda one: one.place)
def test_rows_change_only_through_the_ledger(module: Module) -> None:
    assert [call for call in _writes(module) if (module.place, call) not in ALLOWED] == []


def test_every_exception_is_still_needed() -> None:
    written = {(module.place, call) for module in modules() for call in _writes(module)}
    assert set(ALLOWED) - written == set()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Unit.objects.create(name='x')", True),
        ("Unit.objects.filter(pk=1).update(name='x')", True),
        ("unit.save()", True),
        ("strategy.activities.all().delete()", True),
        ("digest.update(b'')", False),
        ("create(unit, perm=EDIT, by=by)", False),
        ("names.add('x')", False),
    ],
)
def test_the_scan_knows_a_write_when_it_sees_one(line: str, *, expected: bool) -> None:
    expression = ast.parse(line, mode="eval").body
    assert isinstance(expression, ast.Call)
    assert _is_a_write(expression) is expected
