"""Small files of every kind that people bring as evidence, true enough for the programs that read them."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import docx
import pikepdf
import pillow_heif
import typst
import xlwt
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

AUTHOR = "Carmenza Ospina"
PLACE = (4.6749, -75.6581)
"""Filandia, Quindío, as a telephone would note it."""
TAKEN = "2021:09:20 09:30:00"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "meta", "manifest")
)
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive with these parts in this order."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- pictures --------------------------------------------------------------------------------------------------------


def _exif(*, turned: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Samsung", "SM-A125M"
    exif[ExifTags.Base.Artist], exif[ExifTags.Base.Software] = AUTHOR, "Camara 1.2"
    exif[ExifTags.Base.Orientation] = turned
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = TAKEN
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (4.0, 40.0, 29.64)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "W", (75.0, 39.0, 29.16)
    return exif


def a_picture(width: int = 60, height: int = 40) -> Image.Image:
    """Red to the left, blue to the right: whether it was turned can be seen."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    return image


def a_logo(width: int = 600, height: int = 300) -> bytes:
    """A coat of arms on nothing, with what its program wrote into it."""
    labels = PngInfo()
    labels.add_text("Author", AUTHOR)
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    image.paste("green", (width // 4, height // 4, width // 2, height // 2))
    return _saved(lambda file: image.save(file, "PNG", pnginfo=labels, exif=_exif()))


def a_jpg(*, width: int = 60, height: int = 40, turned: int = 1) -> bytes:
    return _saved(lambda file: a_picture(width, height).save(file, "JPEG", exif=_exif(turned=turned), comment=AUTHOR))


def a_png() -> bytes:
    labels = PngInfo()
    labels.add_text("Author", AUTHOR)
    labels.add_text("Software", "Dibujo 3")
    return _saved(lambda file: a_picture().save(file, "PNG", pnginfo=labels, exif=_exif()))


def a_webp() -> bytes:
    return _saved(lambda file: a_picture().save(file, "WEBP", exif=_exif(), xmp=AUTHOR.encode()))


def a_heic() -> bytes:
    pillow_heif.register_heif_opener()
    return _saved(lambda file: a_picture(64, 64).save(file, "HEIF", exif=_exif()))


# --- documents -------------------------------------------------------------------------------------------------------


def a_pdf(text: str = "Acta de la reunión en la vereda La Julia.", *, pages: int = 1) -> bytes:
    """With an author, a title, a note of a reviewer, a file that hangs on it and a program that would run."""
    written = "#pagebreak()\n".join([text.replace("#", "\\#").replace("@", "\\@")] * pages)
    plain = typst.compile(f'#set document(title: "Acta", author: "{AUTHOR}")\n{written}'.encode())
    with pikepdf.open(BytesIO(plain)) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=AUTHOR, Contents="Nota interna"
        )
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(note)])
        document.attachments["planilla.txt"] = b"1.094.123.456"
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hola')")
        return _saved(document.save)


def a_scan() -> bytes:
    """A PDF of one page that is a photograph."""
    return _saved(lambda file: a_picture().save(file, "PDF"))


def a_locked_pdf() -> bytes:
    with pikepdf.open(BytesIO(a_pdf())) as document:
        locked = pikepdf.Encryption(owner="a", user="b")
        return _saved(lambda file: document.save(file, encryption=locked))


def a_docx(*lines: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """With an author, a comment, a picture, a line struck out and a line added."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = AUTHOR
    for line in lines or ("Acta de la reunión",):
        document.add_paragraph(line)
    if table:
        rows = document.add_table(len(table), len(table[0]))
        for row, cells in zip(rows.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.add_comment(document.paragraphs[0].runs, text="Revisar", author=AUTHOR, initials="CO")
    document.add_picture(BytesIO(a_jpg()))
    document.sections[0].footer.paragraphs[0].text = "Pie de página"
    parts = parts_of(_saved(document.save))
    revised = (
        f'<w:p><w:del w:id="9" w:author="{AUTHOR}"><w:r><w:delText>tachado</w:delText></w:r></w:del>'
        f'<w:ins w:id="8" w:author="{AUTHOR}"><w:r><w:t>agregado</w:t></w:r></w:ins></w:p>'
    ).encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", revised + b"<w:sectPr", 1)
    return packed(parts)


def a_xlsx(*rows: tuple[object, ...]) -> bytes:
    """With an author and a note on its first cell."""
    book = Workbook()
    book.properties.creator = AUTHOR
    sheet = book.active
    for row in rows or (("Barrio", "Asistentes"), ("La Julia", 14)):
        sheet.append(row)
    sheet["A1"].comment = Comment("Preguntar", AUTHOR)
    return _saved(book.save)


def a_xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("Hoja").write(0, 0, "Asistentes")
    return _saved(book.save)


def a_pptx(*slides: str) -> bytes:
    """As little as makes a presentation."""
    told = [f"<s {_A}><a:p><a:r><a:t>{one}</a:t></a:r></a:p></s>" for one in slides or ("Rendición de cuentas",)]
    return packed(
        {"[Content_Types].xml": '<Types><Override PartName="/docProps/core.xml"/></Types>'}
        | {f"ppt/slides/slide{number}.xml": one for number, one in enumerate(told, 1)}
        | {"docProps/core.xml": f"<c {_DC}><dc:creator>{AUTHOR}</dc:creator></c>"}
    )


def an_odf(kind: str, body: str) -> bytes:
    """A file of LibreOffice with an author, a note and a change that is tracked."""
    content = f"<office:document-content {_ODF} {_DC}><office:body>{body}</office:body></office:document-content>"
    meta = (
        f"<office:document-meta {_ODF} {_DC}><office:meta><meta:initial-creator>{AUTHOR}</meta:initial-creator>"
        "<meta:generator>LibreOffice</meta:generator></office:meta></office:document-meta>"
    )
    entries = "".join(f'<manifest:file-entry manifest:full-path="{one}"/>' for one in ("content.xml", "meta.xml"))
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "meta.xml": meta,
            "META-INF/manifest.xml": f"<manifest:manifest {_ODF}>{entries}</manifest:manifest>",
        }
    )


def an_odt(text: str = "Acta de la reunión") -> bytes:
    note = f"<office:annotation><dc:creator>{AUTHOR}</dc:creator><text:p>Revisar</text:p></office:annotation>"
    changes = "<text:tracked-changes><text:p>tachado</text:p></text:tracked-changes>"
    return an_odf("text", f"<office:text>{changes}<text:p>{note}{text}</text:p></office:text>")


def an_ods(text: str = "Asistentes") -> bytes:
    cell = f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell}</table:table-row>"
    return an_odf(
        "spreadsheet", f'<office:spreadsheet><table:table table:name="H">{row}</table:table></office:spreadsheet>'
    )


def an_odp(text: str = "Presentación") -> bytes:
    return an_odf("presentation", f"<office:presentation><text:p>{text}</text:p></office:presentation>")


def an_old_office(*streams: str) -> bytes:
    """The old container, with streams of these names in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"".join(one.encode("utf-16-le") for one in streams)


# --- recordings ------------------------------------------------------------------------------------------------------


def box(name: bytes, *inside: bytes) -> bytes:
    """A box of MP4 with what it holds."""
    content = b"".join(inside)
    return (len(content) + 8).to_bytes(4, "big") + name + content


def a_film(brand: bytes = b"isom") -> bytes:
    """MP4, M4A or MOV, by its brand, recorded in Filandia in 2021; its sound is the word «sonido»."""
    dated = bytes(4) + (3_714_000_000).to_bytes(4, "big") * 2 + bytes(80)
    words = b"+4.6749-075.6581/"
    place = box(b"\xa9xyz", len(words).to_bytes(2, "big") + b"\x15\xc7" + words)
    moov = box(b"moov", box(b"mvhd", dated), box(b"trak", box(b"tkhd", dated)), box(b"udta", place))
    return box(b"ftyp", brand, bytes(4), brand) + moov + box(b"mdat", b"sonido")


def an_iphone_film() -> bytes:
    """MOV with Apple's list of names and values."""
    names = (b"com.apple.quicktime.location.ISO6709", b"com.apple.quicktime.make", b"com.apple.quicktime.model")
    values = (b"+04.6749-075.6581+1900/", b"Apple", b"iPhone 12")
    keys = box(b"keys", bytes(4), len(names).to_bytes(4, "big"), *(box(b"mdta", one) for one in names))
    told = [
        box(number.to_bytes(4, "big"), box(b"data", b"\0\0\0\1", bytes(4), one)) for number, one in enumerate(values, 1)
    ]
    meta = box(b"meta", box(b"hdlr", bytes(24)), keys, box(b"ilst", *told))
    return box(b"ftyp", b"qt  ", bytes(4), b"qt  ") + box(b"moov", meta) + box(b"mdat", b"sonido")


def an_mp3() -> bytes:
    sound = (b"\xff\xfb\x90\x64" + bytes(413)) * 3
    label = b"TPE1\0\0\0\x10\0\0\0" + AUTHOR.encode().ljust(15)
    return b"ID3\3\0\0\0\0\0" + bytes([len(label)]) + label + sound + b"TAG" + AUTHOR.encode().ljust(125)


def a_webm() -> bytes:
    head = bytes.fromhex("1A45DFA39F4286810142F7810142F2810442F381084282847765626D42878104428581 02".replace(" ", ""))
    head = head[:4] + bytes([0x80 | len(head[5:])]) + head[5:]
    info = bytes.fromhex("1549A966") + bytes([0x80 | 12]) + bytes.fromhex("7BA9") + b"\x89" + b"Carmenza "
    tags = bytes.fromhex("1254C367") + bytes([0x80 | len(AUTHOR)]) + AUTHOR.encode()
    cluster = bytes.fromhex("1F43B675") + b"\x86" + b"sonido"
    inside = info + tags + cluster
    return head + bytes.fromhex("18538067") + bytes([0x80 | len(inside)]) + inside


def an_ogg(*, titles: tuple[bytes, ...] = (b"ARTIST=Carmenza Ospina",), vorbis: bool = False, cut: int = 0) -> bytes:
    """Opus, as messages of voice are, or Vorbis. `cut`: so many bytes of the titles stand on the next page."""
    told = b"".join(len(one).to_bytes(4, "little") + one for one in (b"Grabadora",))
    told += len(titles).to_bytes(4, "little")
    told += b"".join(len(one).to_bytes(4, "little") + one for one in titles)
    head, mark, end = (b"\1vorbis", b"\3vorbis", b"\1") if vorbis else (b"OpusHead\1\1", b"OpusTags", b"")
    told = mark + told + end
    pages = (head + bytes(9), told[: len(told) - cut], told[len(told) - cut :] + b"sonido")
    return b"".join(_page(number, content) for number, content in enumerate(pages))


def _page(number: int, content: bytes) -> bytes:
    laces = bytes([255] * (len(content) // 255) + [len(content) % 255])
    head = b"OggS\0" + bytes(9) + b"\1\0\0\0" + number.to_bytes(4, "little") + bytes(4) + bytes([len(laces)])
    return head + laces + content


SAMPLES: dict[str, Callable[[], bytes]] = {
    "acta.pdf": a_pdf,
    "foto.jpg": a_jpg,
    "foto.png": a_png,
    "foto.webp": a_webp,
    "foto.heic": a_heic,
    "acta.docx": a_docx,
    "lista.xlsx": a_xlsx,
    "charla.pptx": a_pptx,
    "acta.odt": an_odt,
    "lista.ods": an_ods,
    "charla.odp": an_odp,
    "lista.xls": a_xls,
    "acta.doc": lambda: an_old_office("WordDocument"),
    "nota.txt": "Reunión en la vereda".encode,
    "lista.csv": lambda: b"barrio;asistentes\nLa Julia;14\n",
    "audio.mp3": an_mp3,
    "audio.m4a": lambda: a_film(b"M4A "),
    "audio.ogg": an_ogg,
    "video.mp4": a_film,
    "video.mov": an_iphone_film,
    "video.webm": a_webm,
}
"""One of each kind, under a name that fits."""
