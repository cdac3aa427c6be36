"""How 500,000 contracts come in, and what the public list costs with 1,000 and with all of them.

    python benchmarks/spending.py [CONTRACTS]

A JSON as the portal writes it is made and brought by `rendir contracts import`, in a process of its own whose peak of
memory is measured; then brought again, which changes nothing. `bulk_create` of the same rows into the same indexed
table is the measure beside it. SQLite, in an installation that is thrown away.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SMALL = 1000
SETUP = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from rendir.foundation.audit.actors import Job
from rendir.foundation.organization.actions import found_entity
found_entity(name="Municipio", short_name="Alcaldía", nit="890801130-6", by=Job("bench"))
"""
BRING = """
import resource, sys, time
import django
django.setup()
from pathlib import Path
from rendir.information.spending.actions.bringing import TAKER, bring_file
from rendir.information.spending.rules.shapes import What
start, used = time.perf_counter(), time.process_time()
made = bring_file(Path(sys.argv[1]), what=What.CONTRACTS, by=TAKER)
took, processor = time.perf_counter() - start, time.process_time() - used
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{made.rows} rows: {made.added} new, {made.same} same; {took:.1f} s of clock, {processor:.1f} of processor, "
      f"{made.rows / processor:.0f} rows a second of processor, peak {peak:.0f} MiB")
"""
BARE = """
import time
import django
django.setup()
from django.db import transaction
from rendir.information.spending.models import Contract
rows = list(Contract.objects.order_by("pk")[:20000])
with transaction.atomic():
    for number, row in enumerate(rows):
        row.pk, row.identity, row.public_id = None, f"bare-{number}", f"b{number:011}"
    used = time.process_time()
    Contract.objects.bulk_create(rows, batch_size=500)
    print(f"bulk_create of the same rows: {len(rows) / (time.process_time() - used):.0f} rows a second of processor")
    transaction.set_rollback(True)
"""
LIST = """
import time
import django
django.setup()
from django.test import Client
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rendir.information.spending.models import Contract
from rendir.information.spending.queries import cursor_of
client = Client()
count = Contract.objects.count()
rows = Contract.objects.order_by("-day", "-pk")
deep = cursor_of(rows[count * 9 // 10])
asked = ["", "anio=2020", "modalidad=Licitación pública", "q=construcción", "q=zanja 77", "q=placa huella"]
asked += ["q=nadaigual", f"antes={deep}"]
print(f"{count} contracts: page, ms of processor at the first answer and the best of ten, statements")
for query in asked:
    times = []
    for number in range(10):
        used = time.process_time()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/contratos/?{query}&vez={number}").status_code == 200
        times.append(1000 * (time.process_time() - used))
    print(f"  ?{query[:40]:40} {times[0]:7.1f} {min(times):7.1f} {len(seen):3}")
used = time.process_time()
start = time.perf_counter()
response = client.get("/datos/contratos.csv")
first, size = 0.0, 0
for piece in response.streaming_content:
    first = first or time.perf_counter() - start
    size += len(piece)
rate = count / (time.process_time() - used)
print(f"  CSV: {rate:.0f} rows a second of processor, first bytes in {1000 * first:.0f} ms, {size / 1e6:.0f} MB")
"""


def main(contracts: int = 500_000) -> None:
    """Measure in an installation that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {
            "RENDIR_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "rendir.settings",
            "RENDIR_TODAY": "2021-10-15",
        }
        environment |= {"PYTHONUNBUFFERED": "1", "RENDIR_HOSTS": "testserver"}

        def run(program: str, *words: str) -> None:
            subprocess.run([sys.executable, "-c", program, *words], env=environment, check=True)

        run(SETUP)
        for number in dict.fromkeys((min(SMALL, contracts), contracts)):
            path = Path(folder) / "contratos.json"
            began = time.perf_counter()
            write(path, number)
            size, took = path.stat().st_size / 1e6, time.perf_counter() - began
            print(f"{number} contracts, {size:.0f} MB, written in {took:.0f} s")
            run(BRING, str(path))
            run(LIST)
        run(BRING, str(path))
        run(BARE)


def write(path: Path, contracts: int) -> None:
    """A JSON as the portal writes it, an object a line."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(contracts):
            file.write("[" if number == 0 else "\n,")
            json.dump(contract(number), file, ensure_ascii=False)
        file.write("]\n")


def contract(number: int) -> dict[str, object]:
    """One contract of SECOP II, unlike the others."""
    works = ("Construcción de placa huella", "Suministro de papelería", "Apoyo a la gestión", "Dotación de salud")
    modes = ("Licitación pública", "Mínima cuantía", "Contratación directa", "Selección abreviada")
    year, month, day = 2017 + number % 5, 1 + number % 12, 1 + number % 28
    return {
        "nombre_entidad": "MUNICIPIO",
        "nit_entidad": "890801130",
        "proceso_de_compra": f"CO1.BDOS.{number}",
        "id_contrato": f"CO1.PCCNTR.{number}",
        "referencia_del_contrato": f"C-{number}",
        "estado_contrato": "En ejecución",
        "objeto_del_contrato": f"{works[number % 4]} en la vereda zanja {number % 997}, sector {number % 31} rural",
        "tipo_de_contrato": "Obra" if number % 4 == 0 else "Prestación de servicios",
        "modalidad_de_contratacion": modes[number % 4],
        "fecha_de_firma": f"{year}-{month:02}-{day:02}T00:00:00.000",
        "fecha_de_inicio_del_contrato": f"{year}-{month:02}-{day:02}T00:00:00.000",
        "fecha_de_fin_del_contrato": f"{year}-12-31T00:00:00.000",
        "tipodocproveedor": "NIT" if number % 4 != 2 else "Cédula de Ciudadanía",
        "documento_proveedor": f"9{number:08}",
        "proveedor_adjudicado": f"Proveedor {number % 4001} S.A.S.",
        "valor_del_contrato": str(1_000_000 + number * 17),
        "valor_pagado": str(number * 11),
        "urlproceso": {"url": f"https://community.secop.gov.co/Public?noticeUID=CO1.NTC.{number}"},
    }


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
