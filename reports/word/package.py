"""The zip that a Word file is: with fixed dates, so that the same report is the same bytes."""

import zipfile
from io import BytesIO

# The first moment that a zip can name.
NO_TIME = (1980, 1, 1, 0, 0, 0)
# Word marks its files as made on DOS or Unix; the same is said wherever they are made.
UNIX = 3


def repacked(content: bytes) -> bytes:
    """The same files in the same order, packed alike on every machine."""
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for each in before.infolist():
            about = zipfile.ZipInfo(each.filename, NO_TIME)
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, UNIX
            after.writestr(about, before.read(each))
    return packed.getvalue()
