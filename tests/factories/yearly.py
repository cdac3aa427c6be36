"""A year that was lived by people with names, its yearly file, and somebody who forges it."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from factories.accounts import fresh
from factories.deliveries import a_delivery, at, delivery_in, replying, reported
from factories.planning import light
from factories.schedules import BY, a_strategy, activity
from factories.schedules import facts as some_facts
from rendir.foundation.accounts.actions import give_role, invite_person
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import GENESIS, entry_hash, payload_digest
from rendir.foundation.audit.queries import head
from rendir.foundation.core import clock
from rendir.foundation.library.actions import store_file
from rendir.foundation.organization.actions import add_unit, found_entity
from rendir.foundation.organization.queries import find_unit
from rendir.front.opendata.actions import export_year
from rendir.front.opendata.yearly import checks
from rendir.front.portal.demo.cast import ENTITY, PLAYERS, START, email_of
from rendir.plan.compliance.actions.control import open_round, seal_round
from rendir.plan.compliance.actions.cuts import freeze_cut
from rendir.plan.compliance.actions.deliveries import accept_delivery, explain_delay, report_delivery
from rendir.plan.compliance.actions.evidence import add_file, publish_evidence
from rendir.plan.compliance.exports.control import round_json
from rendir.plan.compliance.exports.cut import cut_json
from rendir.plan.compliance.models import Cut, VerificationRound
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.actions.schedule import edit_activity
from rendir.plan.planning.actions.strategies import adopt_strategy
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import Component, Stage

YEAR = 2021
SECRET = "documento en construcción que nadie adoptó"
INTERNAL = "nota interna de la evidencia"
FILE_NAME = "acta firmada por Óscar Peña.pdf"


def people() -> dict[Role, Person]:
    """The cast of the demo, one for each hat, with their names and mails."""
    found = {}
    for player in PLAYERS:
        person = invite_person(name=player.name, email=email_of(player), by=BY)
        unit = find_unit(player.unit) or add_unit(player.unit, by=BY)
        give_role(person, player.role, unit=unit, starts_on=START, by=BY)
        found[player.role] = fresh(person)
    return found


def cut_as_data(cut: Cut) -> Mapping[str, tuple[str, bytes]]:
    """The one document of a cut that is figures."""
    return {"json": (f"corte-{cut.period}.json", json.dumps(cut_json(cut), ensure_ascii=False, indent=2).encode())}


def round_as_data(sealed: VerificationRound) -> Mapping[str, tuple[str, bytes]]:
    """The one document of Control Interno that is figures."""
    return {"json": (f"control-{sealed.period}.json", json.dumps(round_json(sealed), ensure_ascii=False).encode())}


def a_lived_year() -> Strategy:
    """2021 adopted, worked by people, cut once, verified, and with a draft that nobody adopted."""
    with clock.travel(START):
        found_entity(by=BY, **ENTITY)  # type: ignore[arg-type] # the names are in ENTITY
        cast = people()
    with at(1, 29):
        strategy = a_strategy(
            [
                some_facts("Conocer", periods=[1, 2], action_type="prioritize_topics", responsibles=["Planeación"]),
                some_facts("=Informar", periods=[1, 2, 3], action_type="issue_press_releases"),
                some_facts("Dialogar", Component.DIALOGUE, periods=[1, 3], responsibles=[]),
                some_facts("Verificar", Component.RESPONSIBILITY, stages=[Stage.FOLLOW_UP], periods=[1, 2]),
            ],
            by=cast[Role.TEAM_LEAD],
        )
        adopt_strategy(strategy, render=light, act="Acta 1", by=cast[Role.LEGAL_REPRESENTATIVE])
    _work(strategy, cast)
    with at(5, 3):
        freeze_cut(strategy, 1, render=cut_as_data, by=cast[Role.PLANNING])
        heard = replying(open_round(strategy, 1, by=BY), Result.PARTLY, by=BY)
    with at(6, 1):
        seal_round(heard, render=round_as_data, expected=heard.version, by=cast[Role.INTERNAL_CONTROL])
        draft = activity(strategy, "I1")
        edit_activity(draft, replace(draft.facts(), name=SECRET), expected=draft.version, by=cast[Role.PLANNING])
    return strategy


def _work(strategy: Strategy, cast: Mapping[Role, Person]) -> None:
    """One delivery in every state, one of them with a file that carries a name."""
    reporter = cast[Role.PLANNING]
    with at(4, 10):
        first = a_delivery(strategy, "I1-1")
        stored = store_file(b"%PDF-1.4 acta", name=FILE_NAME, media_type="application/pdf", by=reporter)
        evidence = add_file(
            first, stored, title=f"Acta de {reporter.name}", fact_on=clock.today(), note=INTERNAL, by=BY
        )
        report_delivery(
            first, summary="Se hizo la caracterización", on_behalf=f"Correo de {reporter.name}", by=reporter
        )
        accept_delivery(first, by=cast[Role.TEAM_LEAD])
        publish_evidence(evidence, title="Acta", copy=stored, screening={"confirmed": True}, by=BY)
    with at(5, 2):
        accept_delivery(reported(a_delivery(strategy, "I2-1")), by=cast[Role.TEAM_LEAD])
        delivery_in(DeliveryState.REPORTED, strategy, "D1-1")
        explain_delay(a_delivery(strategy, "R1-1"), delay="El equipo cambió", expected_on=None, by=BY)
        delivery_in(DeliveryState.RETURNED, strategy, "I2-2")
        delivery_in(DeliveryState.NOT_APPLICABLE, strategy, "R1-2")


def exported(target: Path, *, year: int = YEAR, by: Actor = BY) -> tuple[bytes, str]:
    """A yearly file made now, and the head somebody held before it was made."""
    before = head()[1]
    export_year(year, target, by=by)
    return target.read_bytes(), before


def members_of(data: bytes) -> dict[str, bytes]:
    """The members of a ZIP in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these members; of pairs, one name may come twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(name, data)
    return made.getvalue()


def look(data: bytes, head: str | None = None) -> checks.Verdict:
    """What the program finds."""
    return checks.verify(io.BytesIO(data), head=head)


class Forger:
    """Somebody who changes a yearly file and then mends what would give them away, as far as they go."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self.members = dict(members)

    @property
    def manifest(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.members[checks.MANIFEST])
        return found

    @property
    def ledger(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.members[checks.LEDGER].splitlines()]

    def edit(self, name: str, change: Callable[[Any], object], *, indent: int | None = None) -> Self:
        """Change a member that is JSON."""
        told = json.loads(self.members[name])
        change(told)
        text = json.dumps(told, ensure_ascii=False, indent=indent)
        self.members[name] = text.encode()
        return self

    def replace(self, name: str, old: str, new: str) -> Self:
        """Change a text in a member."""
        before = self.members[name]
        self.members[name] = before.replace(old.encode(), new.encode(), 1)
        assert self.members[name] != before
        return self

    def write_ledger(self, entries: Iterable[Mapping[str, Any]]) -> Self:
        self.members[checks.LEDGER] = b"".join(checks.ledger_line(one) for one in entries)
        return self

    def write_manifest(self, change: Callable[[dict[str, Any]], object]) -> Self:
        told = self.manifest
        change(told)
        self.members[checks.MANIFEST] = checks.manifest_text(told)
        return self

    def rehash(self) -> Self:
        """Make the list of contents say what is there now."""
        files = [_listed(name, data) for name, data in self.members.items() if name != checks.MANIFEST]
        return self.write_manifest(lambda told: told.update(files=files))

    def rewrite(self, change: Callable[[list[dict[str, Any]]], object] = lambda _: None) -> Self:
        """Rewrite the whole chain, its seal and the list, coherently: only a head that somebody held convicts it."""
        entries = deepcopy(self.ledger)
        change(entries)
        told = self.manifest
        sealed = {name: told[name] for name in ("year", "entity", "made_at")}
        apart = {checks.MANIFEST, checks.LEDGER}
        entries[-1]["payload"] = {**sealed, "files": {k: _sha(v) for k, v in self.members.items() if k not in apart}}
        previous = GENESIS
        for number, entry in enumerate(entries, start=1):
            if "payload" in entry:
                entry["public_digest"] = payload_digest(entry["salt"], entry["payload"])
            entry.update(sequence=number, previous=previous)
            entry["hash"] = previous = entry_hash(entry)
        self.write_ledger(entries)
        self.write_manifest(lambda told: told.update(head=previous))
        return self.rehash()

    def verdict(self, head: str | None = None) -> checks.Verdict:
        return look(zipped(self.members), head)


def _listed(name: str, data: bytes) -> dict[str, Any]:
    return {"path": name, "size": len(data), "sha256": _sha(data)}


def _sha(data: bytes) -> str:
    return sha256(data).hexdigest()
