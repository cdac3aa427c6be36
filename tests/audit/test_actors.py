"""Who may stand behind an action besides a person."""

from rendir.foundation.audit.actors import Job, PublicToken


def test_a_command_may_anything_unless_it_says_what() -> None:
    assert Job("outbox").has_perm("x.y")
    narrow = Job("outbox", frozenset({"x.y"}))
    assert (narrow.has_perm("x.y"), narrow.has_perm("x.z")) == (True, False)


def test_the_ledger_says_that_it_was_a_command() -> None:
    job = Job("outbox")
    assert (job.actor_id, job.actor_role, job.actor_unit) == ("job:outbox", "Tarea del sistema", "")


def test_who_holds_a_link_may_only_what_it_names() -> None:
    token = PublicToken("a1", frozenset({"x.y"}))
    assert (token.has_perm("x.y"), token.has_perm("x.z")) == (True, False)
    assert (token.actor_id, token.actor_role, token.actor_unit) == ("token:a1", "Ciudadanía", "")
