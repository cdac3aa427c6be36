"""What is looked for in a file before a person shows it to everybody, and what that person confirms, whatever the file
is published as.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.reading import metadata_of, read_text, told_as
from rendir.foundation.library.rules.personal import PersonalFinding, screen
from rendir.foundation.organization.queries import current_entity

_NEVER_TOLD = frozenset({"title"})


@dataclass(frozen=True, slots=True)
class Screening:
    """What is known of a file, or of what stands elsewhere, before it is shown to everybody.

    `unread` says what no program could read: a person's eyes and ears are then all there is. `removed` names what the
    original tells of who made it and the published copy does not.
    """

    findings: tuple[PersonalFinding, ...]
    unread: str
    needs_words: bool
    removed: tuple[str, ...]

    def as_json(self, answers: dict[str, Any]) -> dict[str, Any]:
        """What is kept with what is published: what was found, masked, and what the person answered."""
        return {
            "findings": [{"kind": one.kind.value, "excerpt": one.excerpt} for one in self.findings],
            "unread": self.unread,
            "confirmed": bool(answers.get("confirmed")),
            "found_is_public": answers.get("found_is_public", ""),
        }


def screened_file(stored: StoredFile) -> Screening:
    """What the screen for personal data says of a file."""
    read = read_text(stored)
    findings = screen(read.text or "", known=_of_the_entity())
    removed = tuple(told_as(name) for name in metadata_of(stored) if name not in _NEVER_TOLD)
    return Screening(findings, read.why_not, needs_words=read.text is None, removed=removed)


def kinds_found(text: str) -> list[str]:
    """What kinds of personal data a text holds, each once, in words."""
    return list(dict.fromkeys(one.kind.label.lower() for one in screen(text, known=_of_the_entity())))


def _of_the_entity() -> list[str]:
    """What is public of the entity's own."""
    entity = current_entity()
    if entity is None:
        return []
    told = (entity.phone, entity.email, entity.judicial_email, entity.address, entity.nit)
    return [one for one in told if one]


class PublishForm(VersionedForm):
    """What anybody will read of what is published, and that a person looked at it whole.

    `needs_words`: it shows or sounds something that its text does not say. `has_findings`: the screen found what may
    be personal data, and a person says why it may be shown. `screened` says what is personal in a text.
    """

    title = forms.CharField(
        label=_("Título con que se publica"),
        max_length=200,
        help_text=_("Qué es, sin nombrar a nadie: «Acta de la mesa de agua»."),
        error_messages={"required": _("Escriba el título con que se publica.")},
    )
    alt_text = TextField(
        label=_("En palabras, para quien no la ve o no la oye"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Lo que alguien sabría al verla: qué muestra, qué dice, qué cifras trae."),
        error_messages={"required": _("Descríbala: quien no la ve o no la oye la conoce por estas palabras.")},
    )
    found_is_public = forms.CharField(
        label=_("Por qué lo encontrado se puede publicar"),
        max_length=300,
        help_text=_(
            "Por ejemplo: «Son los teléfonos de la Alcaldía». Si no se puede, no la publique: cargue otra copia."
        ),
        error_messages={"required": _("Diga por qué lo encontrado se puede publicar, o no la publique.")},
    )
    confirmed = forms.BooleanField(
        label=_("La miré completa y no muestra datos personales de particulares."),
        help_text=_(
            "Números de identidad, teléfonos, correos, direcciones, firmas de particulares, listas de menores."
        ),
        error_messages={"required": _("Mírela completa y marque la confirmación.")},
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        version: int,
        initial: dict[str, Any],
        needs_words: bool,
        has_findings: bool,
        screened: Callable[[str], Sequence[str]],
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, version=version, initial=initial, prefix=prefix)
        self.screened = screened
        self.fields["alt_text"].required = needs_words
        if not has_findings:
            del self.fields["found_is_public"]

    def clean_title(self) -> str:
        """A title says nothing of anybody."""
        return self._without_personal_data("title")

    def clean_alt_text(self) -> str:
        """Nor do the words that stand for what is seen."""
        return self._without_personal_data("alt_text")

    def _without_personal_data(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if found := self.screened(text):
            raise forms.ValidationError(_("Trae datos personales: %(found)s.") % {"found": ", ".join(found)})
        return text
