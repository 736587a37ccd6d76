"""What Python's readers of archives and numpy's of arrays raise where a file is damaged or lies about itself."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

# A zip that was opened: its directory, what is packed in it, and packing or encryption that Python does not know
# (RuntimeError and its kind). bz2 says OSError, which a disk says too.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
)
# An .npz or .npy: also where an array is missing (KeyError) or said to be larger than memory.
BROKEN_ARRAYS = (*BROKEN_ZIP, OSError, KeyError, MemoryError, OverflowError)
