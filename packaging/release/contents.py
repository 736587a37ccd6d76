"""What goes into the packaged program besides the modules that PyInstaller finds, and what is kept out of it.

Read by faceorg.spec, and by the tests, which compare it with the checkout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

# Scans on clusters are for those who install with pip: faceorg[cluster].
LEFT_TO_PIP = ("dask", "distributed")

# Modules that are found but never used: each was looked for in what runs of every verb and of the window import.
EXCLUDED = (
    # Imported by insightface for what faceorg does itself; before_start.py stands in for the one class of it.
    "skimage",
    "imageio",
    "networkx",
    "lazy_loader",
    # What insightface or scikit-learn would use if it were there.
    "albumentations",
    "matplotlib",
    "pandas",
    "polars",
    "torch",
    "IPython",
    "cupy",
    "cryptography",
    # Parts of libraries that only their own tests, command lines and build steps use.
    "insightface.gui",
    "insightface.commands",
    "onnx.backend.test",
    "onnx.reference",
    "sklearn.datasets.tests",
    "scipy.datasets",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL._imagingtk",
    "cv2.gapi",
    # GNU readline (GPL-3.0) is for Python's prompt.
    "readline",
    # Of the standard library, and of what builds and tests programs.
    "tkinter",
    "_tkinter",
    "idlelib",
    "lib2to3",
    "pydoc_data",
    "turtledemo",
    "setuptools",
    "pkg_resources",
    "pip",
    "pytest",
    "_pytest",
    "mypy",
    "hypothesis",
    # Qt is used for its windows alone.
    *(f"PySide6.Qt{name}" for name in ("Concurrent", "Help", "Network", "OpenGL", "OpenGLWidgets", "PrintSupport")),
    *(f"PySide6.Qt{name}" for name in ("Qml", "Quick", "QuickControls2", "QuickTest", "QuickWidgets", "Sql")),
    *(f"PySide6.Qt{name}" for name in ("SvgWidgets", "Test", "UiTools", "Designer", "Xml")),
)

# Packages whose modules are kept out, so that Help > About does not name them.
LEFT_OUT_PACKAGES = ("imageio", "lazy-loader", "networkx", "scikit-image")
# Packages whose versions faceorg.about names in the place of a listed one ([Note: Libraries of packages]).
REPLACEMENTS = ("opencv-python-headless",)

# Files of Qt that its plugins would bring: no QML, no screens without a window system, no GTK (the desktop portal shows
# the file dialogs of GNOME), no network of its own.
_UNWANTED = re.compile(
    r"""
    Qt6?(Qml|Quick|Pdf|VirtualKeyboard|Network|Sql|Test|Designer|EglF[sS]\w*|WlShellIntegration|Wayland(Compositor|EglCompositor)|ShaderTools)
    |/plugins/(egldeviceintegrations|generic|networkinformation|printsupport|qmllint|qmltooling|sqldrivers|tls|designer
               |vectorimageformats|wayland-graphics-integration-server)/
    |(libq|/q)(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|gtk3|pdf|tga|wbmp|icns|qtvirtualkeyboard)(plugin)?\.
    |qtvirtualkeyboardplugin
    |(ivi-shell|fullscreen-shell|wl-shell|vulkan-server)
    """,
    re.VERBOSE,
)
# On Linux these are the system's: drivers of graphics cards and the fonts' settings go with them, and an older copy of
# ours would come before.
_OF_THE_SYSTEM = re.compile(r"lib(stdc\+\+|gcc_s|fontconfig|freetype|X11|X11-xcb|Xau|Xdmcp)\.so[.\d]*")
# Translations of Qt's own dialogs, for the languages that faceorg speaks.
_TRANSLATION = re.compile(r"/translations/(?P<name>\w+)\.qm$")
_LANGUAGES = ("de", "en")


def is_wanted(destination: str) -> bool:
    """Whether a file that was found (its place in the program, with / or \\) belongs into it."""
    place = "/" + destination.replace("\\", "/")
    translation = _TRANSLATION.search(place)
    if translation is not None and "PySide6" in place:
        return translation["name"] in {f"qtbase_{language}" for language in _LANGUAGES}
    return _UNWANTED.search(place) is None and _OF_THE_SYSTEM.fullmatch(place[1:]) is None


def without_orphans(names: Iterable[str], imports_of: Callable[[str], Iterable[str]]) -> set[str]:
    """Return the names of the binaries that are left once libraries of the system that nobody loads are taken out.

    What was kept out above had brought libraries along (GTK's, for the plugin that shows its dialogs). Those of the
    system lie at the top of the program's folder; all others, and what Python loads by itself, stay in any case.
    imports_of : name of a binary -> names of the libraries it loads
    """
    left = set(names)
    kept = {name for name in left if not re.fullmatch(r"lib[^/\\]+\.so[.\d]*", name) or name.startswith("libpython")}
    waiting = list(kept)
    while waiting:
        found = {Path(library).name for library in imports_of(waiting.pop())} & left - kept
        kept |= found
        waiting += found
    return kept


def program_files(package: Path) -> list[tuple[str, str]]:
    """Return (file, folder in the program) for every file of the installed faceorg that is not Python.

    package : the folder of the package, from a wheel: its resources lie inside
    """
    found = (path for path in sorted(package.rglob("*")) if path.is_file())
    kept = (path for path in found if path.suffix not in (".py", ".pyc") and "__pycache__" not in path.parts)
    return [(str(path), (Path("faceorg") / path.parent.relative_to(package)).as_posix()) for path in kept]


def listed_libraries(third_party: Path) -> list[str]:
    """Return the packages of others that faceorg asks for the versions of: the first table of THIRD_PARTY.md, and what
    packages carry in the place of one."""
    rows = re.findall(r"^\| ([\w.-]+) \| [^|]+ \|$", third_party.read_text(encoding="utf-8"), re.MULTILINE)
    return [*(name for name in rows if name not in ("package", "library")), *REPLACEMENTS]
