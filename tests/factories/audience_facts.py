"""A group as plain values, without a database."""

from datetime import date

from rendir.information.audiences.rules.facts import GroupFacts, NeedFacts, SegmentFacts, TableFacts
from rendir.information.audiences.rules.vocabulary import (
    AudienceKind,
    Channel,
    Dimension,
    Frequency,
    NeedFormat,
    SourceKind,
)

TABLE = TableFacts(
    variable="Sexo",
    dimension=Dimension.DEMOGRAPHIC,
    segment="",
    sensitive=False,
    values=(("Mujeres", 40), ("Otro", None)),
    base=None,
    source="Encuesta",
    source_kind=SourceKind.SURVEY,
    source_on=date(2021, 8, 1),
)
GROUP = GroupFacts(
    slug="juventudes",
    name="Juventudes",
    kind=AudienceKind.PERSONS,
    summary="De 18 a 28 años.",
    differential="Se les habla en su lenguaje.",
    zones=("Comuna 1",),
    segments=(SegmentFacts("Rurales", "De las veredas."),),
    needs=(NeedFacts("El empleo", NeedFormat.VIDEO, Frequency.MONTHLY, "Español"),),
    publication=(Channel.NETWORKS,),
    dialogue=(Channel.TABLE, Channel.VIRTUAL),
    tables=(TABLE,),
)
