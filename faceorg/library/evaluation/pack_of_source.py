"""WHICH PACK A SET OF FACES IS MEASURED WITH, and who said so.

Embeddings mean nothing without the pack that made them: its directions, thresholds and odds differ from another's, and
the same file measured with two packs gives two results. So a file of embeddings names its pack, or the user does;
whichever pack happens to be in use is never taken for it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from faceorg.domain import ModelPack
from faceorg.errors import InvalidInput
from faceorg.files.broken import BROKEN_ARRAYS
from faceorg.library.opening.library import Library
from faceorg.library.recognising import packs, search
from faceorg.messages.codes import ProblemCode


class PackSaidBy(StrEnum):
    OPTION = "option"
    FILE = "file"
    LIBRARY = "library"
    BEST_INSTALLED = "best installed"


@dataclass(frozen=True)
class ChosenPack:
    pack: ModelPack
    said_by: PackSaidBy


def pack_of_source(source: Path | None, asked: str | None, library_folder: Path) -> ChosenPack:
    """Return the pack to measure `source` (None: the library's own people) with: asked for, else named by an .npz, else
    the library's, else the best installed.

    Raises InvalidInput for an .npz without a pack where none is asked for, and for the library's people with a pack
    that is not the library's; NotFound, PackProblem.
    """
    if asked is not None:
        pack = packs.pack_named(asked, library_folder)
        if source is None and (used := search.pack_for(library_folder, None)).sha256s != pack.sha256s:
            raise InvalidInput(ProblemCode.OWN_PEOPLE_OF_ANOTHER_PACK, pack=used.id)
        return ChosenPack(pack, PackSaidBy.OPTION)
    if source is not None and os.path.isfile(source):
        return ChosenPack(packs.pack_named(_named_in(source), library_folder), PackSaidBy.FILE)
    said_by = PackSaidBy.LIBRARY if Library.exists(library_folder) else PackSaidBy.BEST_INSTALLED
    return ChosenPack(search.pack_for(library_folder, None), said_by)


def _named_in(file: Path) -> str:
    """The pack's id as an array `pack` of an .npz has it, one piece of text."""
    try:
        with np.load(file, allow_pickle=False) as arrays:
            names = np.atleast_1d(arrays["pack"]) if "pack" in arrays else np.empty(0, np.str_)
    except BROKEN_ARRAYS as error:
        raise InvalidInput(ProblemCode.ARRAYS_MISSING, file=file, why=error) from error
    name = str(names[0]) if names.shape == (1,) and names.dtype.kind == "U" else ""
    # A file from elsewhere names a pack, never a folder of this computer.
    if not name or "/" in name or "\\" in name:
        raise InvalidInput(ProblemCode.ARRAYS_WITHOUT_PACK, file=file)
    return name
