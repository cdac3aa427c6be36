"""Documents that the tests of every format share: one of everything, and any that hypothesis can think of."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from factories.files import a_logo
from rendir.foundation.core.documents import (
    Align,
    BulletList,
    Cell,
    Column,
    Document,
    Figure,
    Group,
    Heading,
    Logo,
    Orientation,
    Paper,
    Paragraph,
    Signature,
    Span,
    Table,
    words,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">'
    '<rect x="0" y="0" width="120" height="40" fill="#2f5fc4"/><text x="130" y="30">28 de 36</text></svg>'
)
HEADER = (
    (Cell(words("Gasto"), rows=2), Cell(words("Etapas"), columns=2)),
    (Cell(words("Diseño"), turned=True), Cell(words("Ejecución"), turned=True)),
)
COLUMNS = (Column(4, names_row=True), Column(1, Align.CENTER), Column(1, Align.END))


def row(name: str, first: str = "X", second: str = "") -> tuple[Cell, ...]:
    return (Cell(words(name)), Cell(words(first)), Cell(words(second)))


TABLE = Table(
    caption="Gastos por etapa",
    columns=COLUMNS,
    header=HEADER,
    groups=(
        Group((row("Papel"), row("Tinta y «más» <b>", "", "12")), "Información · 2 gastos", "#2f5fc4"),
        Group((row("Sonido"),), "Diálogo · 1 gasto", "#0b6b4f"),
    ),
)
SPANNED = Table(
    caption="",
    columns=(Column(), Column(), Column()),
    header=((Cell(words("A")), Cell(words("B"), columns=2)),),
    groups=(
        Group(
            (
                (Cell(words("dos filas"), rows=2), Cell(words("uno")), Cell(words("dos"))),
                (Cell(words("dos columnas"), columns=2),),
            )
        ),
    ),
)
DOCUMENT = Document(
    title="Gastos de la Niñez & otros <temas>",
    date=date(2021, 10, 5),
    entity="Alcaldía de Ejemplo",
    sections=(
        Heading("Primera parte"),
        Paragraph(
            words("Una ", Span("palabra fuerte", strong=True), ", ", Span("otra", emphasis=True), " y ",
                  Span("una norma", link="https://ejemplo.gov.co/norma?a=1&b=2"), ".\nOtra línea.")
        ),
        BulletList((words("Uno"), words("Dos"))),
        Heading("Un nivel saltado", level=4),
        TABLE,
        SPANNED,
        Figure(SVG, "Veintiocho de treinta y seis", width=80, caption="Gastos hechos"),
        Paragraph(words("Fuente: la propia entidad."), small=True),
    ),
    code="DE-F-014",
    version="3",
    prepared_by=Signature("María Ríos", "Profesional"),
    reviewed_by=Signature("Julián Osorio"),
    paper=Paper.OFICIO,
    orientation=Orientation.LANDSCAPE,
    seal="a3f9 51c0 7be2",
    address="https://ejemplo.gov.co/2021/gastos/",
)  # fmt: skip


LOGO = Logo(a_logo(), 600, 300)


def bare(**changes: object) -> Document:
    """The least a document can be, and what the test changes."""
    least = Document(title="Título", date=date(2021, 1, 2), entity="", sections=())
    return replace(least, **changes)  # type: ignore[arg-type] # the tests name the document's own fields


anything = st.text(st.characters(codec=None), max_size=60)
"""Any text, lone surrogates and control characters among it."""
_spans = st.builds(Span, anything, strong=st.booleans(), emphasis=st.booleans(), link=anything)
_words = st.lists(_spans, max_size=3).map(lambda spans: words(*spans))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text in any place that holds text."""
    cells = tuple(Cell(draw(_words)) for _ in range(2))
    header = (tuple(Cell(draw(_words), turned=draw(st.booleans())) for _ in range(2)),)
    table = Table(draw(anything), (Column(names_row=True), Column(3)), header, (Group((cells,), draw(anything)),))
    sections = (
        Heading(draw(anything), draw(st.integers(-1, 9))),
        Paragraph(draw(_words), small=draw(st.booleans())),
        BulletList((draw(_words),)),
        table,
        Figure(SVG, f"Dibujo {draw(anything)}", caption=draw(anything)),
    )
    signature = Signature(draw(anything), draw(anything))
    return Document(
        title=f"T{draw(anything)}",
        date=draw(st.dates()),
        entity=draw(anything),
        sections=sections,
        code=draw(anything),
        version=draw(anything),
        approved_by=signature,
        paper=draw(st.sampled_from(Paper)),
        orientation=draw(st.sampled_from(Orientation)),
        seal=draw(anything),
        address=draw(st.one_of(anything, st.just("https://ejemplo.gov.co/á b/"))),
    )
