"""The certificate of whatever the year at work publishes: a piece of evidence, a frozen cut, a sealed report."""

import hashlib
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.core.documents import to_pdf
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.library.certificate import Published, PublishedFile, certificate, published
from rendir.foundation.library.models import Publication
from rendir.foundation.organization.queries import current_entity
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.queries import head_at_publication
from rendir.plan.compliance.views.public.cuts import named_cut, named_round
from rendir.plan.compliance.views.public.evidence import published_evidence
from rendir.plan.compliance.views.public.follow_up import TOPICS

PROOF = "#comprobar"
"""The part of each page where the hashes stand, with the ways to the ledger and to the check of the yearly file."""


@public(topics=TOPICS)
def evidence_certificate(request: HttpRequest, public_id: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """That a piece of evidence was published, when, and with which hash."""
    shown = published_evidence(public_id)
    return _pdf(_of_evidence(shown), f"certificado-evidencia-{shown.public_id}.pdf")


@public(topics=TOPICS)
def cut_certificate(request: HttpRequest, year: int, period: int, number: int | None = None) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """That a cut was frozen and published."""
    shown, _known = named_cut(year, period, number)
    address = f"{shown.get_absolute_url()}{shown.number}/"
    return _pdf(_of(shown.publication, address), f"certificado-corte-{year}-{period}-v{shown.number}.pdf")


@public(topics=TOPICS)
def control_report_certificate(request: HttpRequest, year: int, period: int) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """That the report of Control Interno was sealed and published."""
    shown = named_round(year, period)
    name = f"certificado-control-interno-{year}-{period}.pdf"
    return _pdf(_of(shown.publication, shown.get_absolute_url()), name)


def _of(publication: Publication | None, path: str) -> Published:
    if publication is None:
        message = _("Esto no se publicó con archivos.")
        raise NotFound(message, way_out=_("Su página dice qué se publicó."))
    told = published(publication, address=f"{settings.BASE_URL}{path}")
    return replace(told, title=told.title.removesuffix(_(", versión %(number)s") % {"number": told.number}))


def _of_evidence(shown: Evidence) -> Published:
    """A piece of evidence is its own publication: the copy that anybody opens, or the address where it is."""
    assert shown.published_at is not None  # noqa: S101 - a constraint of the database holds it
    stored = shown.public_file
    extension = stored.name.rpartition(".")[2].lower() if stored else ""
    files = (
        (PublishedFile(extension, f"evidencia-{shown.public_id}.{extension}", stored.size, stored.sha256),)
        if stored
        else ()
    )
    return Published(
        title=shown.public_title,
        number=1,
        address=f"{settings.BASE_URL}{shown.get_public_url()}",
        published_at=shown.published_at,
        digest=stored.sha256 if stored else hashlib.sha256(shown.url.encode()).hexdigest(),
        ledger_head=head_at_publication(shown),
        files=files,
    )


def _pdf(of: Published, name: str) -> HttpResponse:
    """The document; its code leads to where the hashes stand on the page of what was published."""
    entity = current_entity()
    document = certificate(of, entity=entity.name if entity else "", verify_at=f"{of.address}{PROOF}")
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(to_pdf(document), content_type="application/pdf", headers=headers)
