"""The kinds of file that are kept as evidence, and what a person calls each."""

from enum import StrEnum


class Family(StrEnum):
    """What can be done with a file: read it, look at it, listen to it."""

    PDF = "pdf"
    PICTURE = "picture"
    OFFICE = "office"
    TEXT = "text"
    AUDIO = "audio"
    VIDEO = "video"


class FileKind(StrEnum):
    """A format that is kept. The value is its usual extension.

    Compressed folders are not here: what they hold could not be seen, screened or published piece by piece.
    """

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    DOC = "doc"
    XLS = "xls"
    TXT = "txt"
    CSV = "csv"
    MP3 = "mp3"
    M4A = "m4a"
    OGG = "ogg"
    MP4 = "mp4"
    MOV = "mov"
    WEBM = "webm"

    @property
    def what(self) -> str:
        """What a person calls it, with its article."""
        return _KINDS[self][0]

    @property
    def family(self) -> Family:
        return _KINDS[self][1]

    @property
    def media_type(self) -> str:
        return _KINDS[self][2]


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_KINDS = {
    FileKind.PDF: ("un PDF", Family.PDF, "application/pdf"),
    FileKind.JPG: ("una imagen JPG", Family.PICTURE, "image/jpeg"),
    FileKind.PNG: ("una imagen PNG", Family.PICTURE, "image/png"),
    FileKind.WEBP: ("una imagen WEBP", Family.PICTURE, "image/webp"),
    FileKind.HEIC: ("una fotografía HEIC", Family.PICTURE, "image/heic"),
    FileKind.DOCX: ("un documento de Word", Family.OFFICE, f"{_OOXML}.wordprocessingml.document"),
    FileKind.XLSX: ("un libro de Excel", Family.OFFICE, f"{_OOXML}.spreadsheetml.sheet"),
    FileKind.PPTX: ("una presentación de PowerPoint", Family.OFFICE, f"{_OOXML}.presentationml.presentation"),
    FileKind.ODT: ("un documento de LibreOffice", Family.OFFICE, f"{_ODF}.text"),
    FileKind.ODS: ("una hoja de cálculo de LibreOffice", Family.OFFICE, f"{_ODF}.spreadsheet"),
    FileKind.ODP: ("una presentación de LibreOffice", Family.OFFICE, f"{_ODF}.presentation"),
    FileKind.DOC: ("un documento de Word antiguo", Family.OFFICE, "application/msword"),
    FileKind.XLS: ("un libro de Excel antiguo", Family.OFFICE, "application/vnd.ms-excel"),
    FileKind.TXT: ("un texto", Family.TEXT, "text/plain"),
    FileKind.CSV: ("una tabla en texto", Family.TEXT, "text/csv"),
    FileKind.MP3: ("un audio MP3", Family.AUDIO, "audio/mpeg"),
    FileKind.M4A: ("un audio M4A", Family.AUDIO, "audio/mp4"),
    FileKind.OGG: ("un audio OGG", Family.AUDIO, "audio/ogg"),
    FileKind.MP4: ("un video MP4", Family.VIDEO, "video/mp4"),
    FileKind.MOV: ("un video MOV", Family.VIDEO, "video/quicktime"),
    FileKind.WEBM: ("un video WEBM", Family.VIDEO, "video/webm"),
}
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in FileKind}


def kind_of_media_type(media_type: str) -> FileKind | None:
    """The kind that a media type names, whatever its parameters; none for what is not kept as evidence."""
    return _BY_MEDIA_TYPE.get(media_type.partition(";")[0].strip())


NAMED = {
    **{kind.value: kind for kind in FileKind},
    **dict.fromkeys(("jpeg", "jpe", "jfif"), FileKind.JPG),
    **dict.fromkeys(("heif", "hif"), FileKind.HEIC),
    **dict.fromkeys(("tsv", "tab"), FileKind.CSV),
    **dict.fromkeys(("oga", "opus"), FileKind.OGG),
    **dict.fromkeys(("m4v", "mp4v"), FileKind.MP4),
    **dict.fromkeys(("json", "jsonl", "ndjson"), FileKind.TXT),
    "text": FileKind.TXT,
    "qt": FileKind.MOV,
}
"""The extensions that people and programs give to each kind."""

ACCEPTED = ",".join(f".{extension}" for extension in NAMED)
"""What a field for a file may offer to choose from."""
