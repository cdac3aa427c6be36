"""A plan of many activities with much evidence, written by the actions that people use, and what it costs to show it.

Run by `compliance.py`, which sets the installation up before Django reads where it is.
"""

import gzip
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from rendir.foundation.accounts.actions import give_role, invite_person
from rendir.foundation.accounts.models import Person
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.actors import Job
from rendir.foundation.core import clock
from rendir.foundation.organization.actions import add_unit, found_entity
from rendir.foundation.organization.queries import find_unit
from rendir.front.opendata.actions.yearly import export_year
from rendir.front.portal.demo.cast import ENTITY, PLAYERS, START, email_of
from rendir.plan.compliance.actions import deliveries as acts
from rendir.plan.compliance.actions.control import open_round
from rendir.plan.compliance.actions.cuts import freeze_cut
from rendir.plan.compliance.actions.evidence import add_link, publish_evidence
from rendir.plan.compliance.exports.cut import render_cut
from rendir.plan.compliance.queries import promises_in_force
from rendir.plan.planning.actions.schedule import Edits, edit_schedule
from rendir.plan.planning.actions.strategies import adopt_strategy, open_strategy
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

YEAR, CUTS = 2021, 3
YEARS = (2018, 2019, 2020, YEAR)
UNITS = 15
AIM_BYTES, AIM_MS = 300_000, 500
AIM_PUBLIC, AIM_DESK = 6, 12
NEVER = 10**9


@dataclass(frozen=True)
class Page:
    """An address and who asks for it: `""` is a stranger. `whole` is for what is taken away: its weight is its use."""

    name: str
    address: str
    reader: str = ""
    whole: bool = False


PAGES = (
    Page("inicio", "/"),
    Page("cumplimiento", f"/{YEAR}/cumplimiento/"),
    Page("entregas, público", f"/{YEAR}/cumplimiento/entregas/"),
    Page("entregas, la última página", f"/{YEAR}/cumplimiento/entregas/?pagina=9"),
    Page("un corte publicado", f"/{YEAR}/cortes/1/"),
    Page("una actividad, público", f"/{YEAR}/actividades/I1/"),
    Page("datos, entregas", "/datos/entregas/"),
    Page("datos, actividades", "/datos/actividades/"),
    Page("entregas, escritorio", f"/gestion/entregas/{YEAR}/", "planeacion"),
    Page("una entrega", f"/gestion/entregas/{YEAR}/I1-2/", "planeacion"),
    Page("lo que falta (radar)", f"/gestion/radar/{YEAR}/", "planeacion"),
    Page("por revisar", f"/gestion/revision/{YEAR}/", "planeacion"),
    Page("cortes", f"/gestion/cortes/{YEAR}/", "lider"),
    Page("un corte por congelar", f"/gestion/cortes/{YEAR}/2/", "lider"),
    Page("carpeta de evidencias", f"/gestion/carpeta/{YEAR}/", "planeacion"),
    Page("Mi trabajo, quien lidera", "/gestion/", "lider"),
    Page("Mi trabajo, una dependencia", "/gestion/", "comunicaciones"),
    Page("ronda de Control Interno", f"/gestion/control-interno/{YEAR}/1/", "control"),
    Page("verificar una entrega", f"/gestion/control-interno/{YEAR}/1/I1-1/", "control"),
    Page("entregas.csv", "/datos/entregas.csv", whole=True),
    Page("evidencias.csv", "/datos/evidencias.csv", whole=True),
)


def measure(folder: Path, activities: int, evidences: int) -> None:
    """Build the year, then measure."""
    begun = time.perf_counter()
    build(activities, evidences)
    deliveries = activities * CUTS
    print(f"{activities} × {CUTS} × {len(YEARS)} años = {deliveries * len(YEARS)} entregas; {evidences} evidencias")
    print(f"escrito por las acciones en {time.perf_counter() - begun:.0f} s\n")
    report_works(folder)
    report_pages()


def build(activities: int, evidences: int) -> None:
    """The entity, its people, the plan of four years, and the year at work."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    by = Job("benchmark")
    settle(by)
    plan = the_plan(activities)
    for year in YEARS:
        with clock.travel(date(year, 1, 29)):
            strategy = open_strategy(year, by=by)
            edit_schedule(strategy, Edits({}, additions=plan), label="Empezar", by=by)
            adopt_strategy(strategy, render=lambda version: {"json": (f"v{version.number}.json", b"{}")}, by=by)
    work(strategy, evidences, by)


def settle(by: object) -> None:
    """The entity and the people of the demo."""
    with clock.travel(START):
        found_entity(by=by, **ENTITY)
        for player in PLAYERS:
            person = invite_person(name=player.name, email=email_of(player), by=by)
            unit = find_unit(player.unit) or add_unit(player.unit, by=by)
            give_role(person, player.role, unit=unit, starts_on=START, by=by)


def the_plan(number: int) -> list[object]:
    """Activities as long as a municipality writes them, each owed in the three cuts by one of fifteen units."""
    units = ["Oficina de Comunicaciones", *(f"Secretaría de Asuntos {one}" for one in range(2, UNITS + 1))]
    return [
        ActivityFacts(
            list(Component)[one % 3],
            0,
            f"Producir y divulgar la información número {one} sobre la gestión, con lenguaje claro, para cada grupo",
            frozenset({list(Stage)[one % 5]}),
            frozenset({1, 2, 3}),
            f"Documento {one} publicado y difundido por los medios que cada grupo prefiere",
            (Responsible(units[one % UNITS], ResponsibleKind.UNIT),),
        )
        for one in range(number)
    ]


def work(strategy: object, evidences: int, by: object) -> None:
    """Evidence for every delivery, most of the first cut accepted, part of the second waiting, the rest missing."""
    promises = sorted(promises_in_force(strategy), key=lambda one: one.key.period)
    days = {1: date(YEAR, 4, 10), 2: date(YEAR, 8, 20), 3: date(YEAR, 10, 10)}
    for place, one in enumerate(promises):
        period, share = one.key.period, evidences * (place + 1) // len(promises) - evidences * place // len(promises)
        with clock.travel(days[period]), atomic():
            row = acts.open_delivery(strategy, one.key)
            pieces = []
            for piece in range(share):
                url = f"https://villaclara.example/soportes/{one.key}/{piece}"
                title = f"Soporte {piece} de {one.key}, con su fecha"
                pieces.append(add_link(row, url, title=title, fact_on=days[period], by=by))
            if period == 1 or (period == 2 and place % 3):
                acts.report_delivery(
                    row, summary=f"Se hizo {one.key} como se había prometido.", on_behalf="Correo", by=by
                )
                if period == 1 or place % 2:
                    acts.accept_delivery(row, by=Job("review"))
            for added in pieces[::5] if period == 1 else ():
                publish_evidence(added, title=added.title, screening={"confirmed": True}, by=by)


def report_works(folder: Path) -> None:
    """What is done once in a cut or in a year."""
    by, strategy = Job("benchmark"), Strategy.objects.get(year=YEAR)
    path = folder / "ano.zip"
    print(f"{'una vez':<32}{'s':>9}{'sentencias':>12}{'MB':>9}")

    def freeze() -> int:
        cut = freeze_cut(strategy, 1, render=render_cut, by=by)
        return sum(one.file.size for one in cut.publication.files.all())

    def export() -> int:
        export_year(YEAR, path, by=by)
        return path.stat().st_size

    works: tuple[tuple[str, Callable[[], int], int], ...] = (
        ("congelar un corte, 6 formatos", freeze, 20),
        ("abrir la ronda de control", lambda: open_round(strategy, 1, by=by) and 0, 1),
        ("carpeta de evidencias", the_folder, 60),
        ("archivo del año", export, 60),
    )
    for name, act, aim in works:
        with counted() as told:
            size = act()
        aside = "" if told.seconds <= aim else f"  MÁS DE {aim} s"
        print(f"{name:<32}{told.seconds:>9.2f}{told.statements:>12}{size / 1e6:>9.2f}{aside}")


def the_folder() -> int:
    """The bytes of the folder with everything in it."""
    return len(_asked("planeacion").post(f"/gestion/carpeta/{YEAR}/", {"scope": "anio"}).getvalue())


def report_pages() -> None:
    """Each page after a change and again, with its statements and its weight; what passes its budget says so."""
    print(f"\n{'página':<32}{'ms':>9}{'otra vez':>10}{'sentencias':>12}{'KB':>9}{'gzip':>8}")
    for page in PAGES:
        client = _asked(page.reader)
        asked(client, page)
        change_something()
        first, body = asked(client, page)
        again, _body = asked(client, page)
        aims = (
            (first.seconds * 1000 > AIM_MS and not page.whole, f"más de {AIM_MS} ms"),
            (first.statements > (AIM_DESK if page.reader else AIM_PUBLIC), "sentencias"),
            (len(body) > AIM_BYTES and not page.whole, f"más de {AIM_BYTES // 1000} KB"),
        )
        aside = ", ".join(words for is_over, words in aims if is_over).upper()
        weight = f"{len(body) / 1000:>9.0f}{len(gzip.compress(body, 6)) / 1000:>8.0f}"
        figures = f"{first.seconds * 1000:>9.0f}{again.seconds * 1000:>10.0f}{first.statements:>12}{weight}"
        print(f"{page.name:<32}{figures}  {aside}".rstrip())


def asked(client: object, page: Page) -> "tuple[Told, bytes]":
    """One answer, whole. Another status ends the run."""
    with counted() as told:
        response = client.get(page.address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.status_code != 200:
        message = f"{page.address} answered {response.status_code}"
        raise SystemExit(message)
    return told, body


def change_something() -> None:
    """A deed that every page must reflect: what was held is of before."""
    add_unit(f"Dependencia {time.monotonic_ns()}", by=Job("benchmark"))


@dataclass
class Told:
    """What a deed took."""

    seconds: float = 0.0
    statements: int = 0


@contextmanager
def counted() -> "Iterable[Told]":
    """The seconds of processor and the statements of what is done inside."""
    told = Told()

    def count(execute: Callable[..., object], *words: object) -> object:
        told.statements += 1
        return execute(*words)

    begun = time.process_time()
    with connection.execute_wrapper(count):
        yield told
    told.seconds = time.process_time() - begun


def _asked(reader: str) -> object:

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    if reader:
        person = Person.objects.get(email=f"{reader}@villaclara.example")
        client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
    return client
