"""A survey with its frozen questionnaires; what was answered; and, apart and tied to nothing, who may still answer.

Anonymous by construction. An answer (`Response`) keeps the day and the way in which it came, never a moment; its
identity is drawn at random, so that rows say nothing of their order. A text that somebody wrote (`TextAnswer`) is
tied neither to the other answers of the same person nor to a day. Codes and sendings (`SurveyCode`, `Receipt`) say
only that one was used, hold no key to any answer, and are deleted when the survey closes. None of these passes the
ledger one by one: its entries have a moment and an order.
"""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.audit.models import Tracked
from rendir.foundation.library.models import Publication
from rendir.information.surveys.rules.questionnaire import Questionnaire
from rendir.information.surveys.rules.results import Results
from rendir.information.surveys.states import SheetState, SurveyState

_RANDOM_BITS = 62


class Audience(models.TextChoices):
    """Whom it asks."""

    CITIZENS = "citizens", "Ciudadanía"
    OFFICIALS = "officials", "Funcionarios y contratistas"


class Sampling(models.TextChoices):
    """How those who answer were chosen."""

    OPEN = "open", "Abierta: responde quien quiere"
    CENSUS = "census", "Censo: se invitó a toda la población"
    RANDOM = "random", "Muestra al azar"


class AccessMode(models.TextChoices):
    """What is needed to answer, so that one person answers once."""

    LINK = "link", "El enlace o el código QR: una respuesta por aparato"
    CODE = "code", "Un código de un solo uso: una respuesta por código"


class Channel(models.TextChoices):
    """By which way an answer came."""

    LINK = "link", "Enlace o código QR"
    ASSISTED = "assisted", "Con ayuda de un funcionario"
    PAPER = "paper", "Papel"
    IMPORTED = "imported", "Formulario de Google o de Microsoft"


class Survey(Tracked):
    """A survey: what it asks, of whom, how and when; once closed, what was counted; once published, its results."""

    AUDIT_TOPICS = ("surveys", "organization")
    """The menu of every public page says whether there is any."""
    RESERVED = frozenset({"counts"})
    DIGESTED = frozenset({"questions", "counts", "results"})

    year = models.PositiveSmallIntegerField("vigencia", db_index=True)
    title = models.CharField("título", max_length=160)
    audience = models.CharField("a quién pregunta", max_length=10, choices=Audience.choices)
    purpose = models.TextField("para qué se pregunta")
    access = models.CharField("cómo se responde", max_length=10, choices=AccessMode.choices, default=AccessMode.LINK)
    opens_on = models.DateField("desde", null=True, blank=True)
    closes_on = models.DateField("hasta", null=True, blank=True)
    population = models.CharField("población", max_length=300, blank=True)
    population_size = models.PositiveIntegerField("cuántas personas son", null=True, blank=True)
    sampling = models.CharField("muestra", max_length=10, choices=Sampling.choices, default=Sampling.OPEN)
    invited = models.PositiveIntegerField("a cuántas se invitó", null=True, blank=True)
    fieldwork = models.TextField("cómo se recogió", blank=True)
    made_by = models.CharField("quién la hace", max_length=200, blank=True)
    questions = models.JSONField("preguntas", default=list)
    group_by = models.CharField("pregunta por la que se cruza", max_length=10, blank=True)
    state = models.CharField("estado", max_length=10, choices=SurveyState.choices, default=SurveyState.DRAFT)
    state_reason = models.TextField("por qué", blank=True)
    opened_on = models.DateField("se abrió", null=True, blank=True)
    closed_on = models.DateField("se cerró", null=True, blank=True)
    codes_given = models.PositiveIntegerField("códigos entregados", default=0)
    counts = models.JSONField("cuenta de las respuestas", null=True, blank=True)
    results = models.JSONField("resultados publicados", null=True, blank=True)
    results_number = models.PositiveIntegerField("versión de los resultados", default=0)
    results_digest = models.CharField("huella de los resultados", max_length=64, blank=True)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "encuesta"
        verbose_name_plural = "encuestas"
        ordering = ("-year", "-opened_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=(SurveyState.OPEN, SurveyState.CLOSED, SurveyState.PUBLISHED))
                | Q(opened_on__isnull=False),
                name="survey_open_since_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(SurveyState.CLOSED, SurveyState.PUBLISHED))
                | Q(closed_on__isnull=False, counts__isnull=False),
                name="survey_closed_with_its_count",
            ),
            models.CheckConstraint(
                condition=~Q(state=SurveyState.PUBLISHED) | Q(results__isnull=False, publication__isnull=False),
                name="survey_published_with_results",
            ),
            models.CheckConstraint(
                condition=~Q(state=SurveyState.WITHDRAWN) | ~Q(state_reason=""), name="survey_withdrawn_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(opens_on__lte=models.F("closes_on")),
                name="survey_opens_before_it_closes",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys_desk:survey", args=[self.public_id])

    def get_public_url(self) -> str:
        """Where it is answered."""
        return reverse("surveys:answer", args=[self.public_id])

    def get_results_url(self) -> str:
        """Where anybody reads what came of it."""
        return reverse("surveys:results", args=[self.public_id])

    def questionnaire(self) -> Questionnaire:
        """What it asks."""
        return Questionnaire.from_json(self.questions)

    def published_results(self) -> Results | None:
        """What was published of it."""
        return Results.from_json(self.results) if self.results else None


class FrozenQuestionnaire(Tracked):
    """The questionnaire as it was when the survey opened. One that opens again after a correction is the next."""

    AUDIT_TOPICS = ("surveys",)
    DIGESTED = frozenset({"questions"})

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="frozen")
    number = models.PositiveIntegerField("versión")
    questions = models.JSONField("preguntas")
    digest = models.CharField("huella", max_length=64)
    frozen_on = models.DateField("congelado")

    class Meta:
        verbose_name = "cuestionario congelado"
        verbose_name_plural = "cuestionarios congelados"
        ordering = ("survey", "-number")
        constraints = (models.UniqueConstraint(fields=("survey", "number"), name="questionnaire_frozen_once"),)

    def __str__(self) -> str:
        return f"{self.survey}, versión {self.number}"


def _at_random() -> int:
    return secrets.randbits(_RANDOM_BITS)


class Response(models.Model):
    """What one person answered, without the texts: the day and the way it came, and nothing else."""

    id = models.BigIntegerField(primary_key=True, default=_at_random, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    day = models.DateField("día")
    channel = models.CharField("por dónde llegó", max_length=10, choices=Channel.choices)
    answers = models.JSONField("respuestas")

    class Meta:
        verbose_name = "respuesta"
        verbose_name_plural = "respuestas"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.survey_id} {self.day}"


class TextAnswer(models.Model):
    """A text somebody wrote, tied to nothing else they answered. A person puts it in a group, and may choose what of
    it anybody reads.
    """

    id = models.BigIntegerField(primary_key=True, default=_at_random, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="texts")
    question = models.CharField("pregunta", max_length=10)
    text = models.TextField("texto")
    group = models.CharField("grupo", max_length=80, blank=True)
    quote = models.TextField("lo que se publica de él", blank=True)

    class Meta:
        verbose_name = "texto de una respuesta"
        verbose_name_plural = "textos de las respuestas"
        ordering = ("pk",)
        indexes = (models.Index(fields=("survey", "question", "group"), name="survey_texts_by_group"),)

    def __str__(self) -> str:
        return f"{self.survey_id} {self.question}"


class SurveyCode(models.Model):
    """A code that answers once: kept as a digest under the installation's key, marked when used, tied to no answer."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    used = models.BooleanField("usado", default=False)

    class Meta:
        verbose_name = "código de encuesta"
        verbose_name_plural = "códigos de encuesta"

    def __str__(self) -> str:
        return f"{self.survey_id} {'usado' if self.used else 'sin usar'}"


class Receipt(models.Model):
    """That a sending arrived, or a row of a file was read, so that the same again counts nothing. Tied to no answer."""

    digest = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="receipts")

    class Meta:
        verbose_name = "acuse de envío"
        verbose_name_plural = "acuses de envío"

    def __str__(self) -> str:
        return self.digest[:12]


class PaperSheet(Tracked):
    """A numbered sheet of paper, blank when it is handed out: its number says nothing of who fills it in."""

    AUDIT_TOPICS = ()

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField("número")
    state = models.CharField("estado", max_length=10, choices=SheetState.choices, default=SheetState.PRINTED)
    state_reason = models.TextField("por qué se anuló", blank=True)

    class Meta:
        verbose_name = "hoja de encuesta"
        verbose_name_plural = "hojas de encuesta"
        ordering = ("survey", "number")
        constraints = (
            models.UniqueConstraint(fields=("survey", "number"), name="survey_sheet_numbered_once"),
            models.CheckConstraint(
                condition=~Q(state=SheetState.VOID) | ~Q(state_reason=""), name="survey_sheet_void_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"Hoja {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("surveys_desk:sheet", args=[self.survey.public_id, self.number])


class Keying(Tracked):
    """What one person keyed of a sheet. Kept only until the sheet is counted; what it says is written nowhere else."""

    SECRET = frozenset({"answers"})

    sheet = models.ForeignKey(PaperSheet, on_delete=models.PROTECT, related_name="keyings")
    place = models.PositiveSmallIntegerField("vez")
    answers = models.JSONField("respuestas")
    keyed_by = models.CharField("quién digitó (identidad opaca)", max_length=60)

    class Meta:
        verbose_name = "digitación de una hoja"
        verbose_name_plural = "digitaciones de hojas"
        ordering = ("sheet", "place")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "place"), name="sheet_keyed_once_per_place"),
            models.UniqueConstraint(fields=("sheet", "keyed_by"), name="sheet_keyed_once_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.sheet}, {self.place}"


class ResultLine(models.Model):
    """One published figure: an answer of a question, of everybody or of one group. What the dataset reads; made of the
    frozen results and nothing else, so that the ledger needs no more than their hash.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField("lugar")
    question = models.TextField("pregunta")
    kind = models.CharField("clase de pregunta", max_length=80)
    item = models.TextField("fila u opción", blank=True)
    answer = models.TextField("respuesta", blank=True)
    group = models.TextField("grupo", blank=True)
    answered = models.PositiveIntegerField("cuántos respondieron", null=True)
    count = models.PositiveIntegerField("cuántos", null=True)
    percent = models.DecimalField("porcentaje", max_digits=4, decimal_places=1, null=True)
    mean = models.DecimalField("promedio", max_digits=12, decimal_places=2, null=True)
    median = models.DecimalField("mediana", max_digits=12, decimal_places=1, null=True)
    held_back = models.BooleanField("reservado", default=False)

    class Meta:
        verbose_name = "línea de resultados"
        verbose_name_plural = "líneas de resultados"
        ordering = ("survey", "place")
        constraints = (models.UniqueConstraint(fields=("survey", "place"), name="survey_line_placed_once"),)

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
