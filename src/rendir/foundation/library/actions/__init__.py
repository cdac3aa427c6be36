"""What is done with files: keep one, receive one piece by piece, make a copy without personal data, freeze a
publication.
"""

from .copies import strip_metadata
from .files import store_file, store_folder, store_made, store_path, store_stream
from .logos import remove_logo, set_logo
from .publications import MEDIA_TYPES, publish
from .tables import bring_table, choose_columns, confirm_table, discard_old_tables, discard_table
from .uploads import (
    abandon_upload,
    append_chunk,
    begin_upload,
    claim_upload,
    clean_uploads,
    finish_upload,
)

__all__ = [
    "MEDIA_TYPES",
    "abandon_upload",
    "append_chunk",
    "begin_upload",
    "bring_table",
    "choose_columns",
    "claim_upload",
    "clean_uploads",
    "confirm_table",
    "discard_old_tables",
    "discard_table",
    "finish_upload",
    "publish",
    "remove_logo",
    "set_logo",
    "store_file",
    "store_folder",
    "store_made",
    "store_path",
    "store_stream",
    "strip_metadata",
]
