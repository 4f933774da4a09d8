"""What the standard library trips over in a zip package that somebody has damaged or made up."""

import struct
import zipfile
import zlib

# One that has lost its beginning is a ValueError; one that is encrypted a RuntimeError.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
)
