"""The verbs by name and the module that holds each, so that a command imports only what it runs."""

from __future__ import annotations

# verb: (module of faceorg.cli, function)
VERBS: dict[str, tuple[str, str]] = {
    "scan": ("scan", "scan"),
    "people": ("people", "people"),
    "clusters": ("clusters", "clusters"),
    "faces": ("faces", "faces"),
    "name": ("name", "name"),
    "rename": ("rename", "rename"),
    "merge": ("merge", "merge"),
    "split": ("split", "split"),
    "assign": ("assign", "assign"),
    "confirm": ("confirm", "confirm"),
    "reject": ("reject", "reject"),
    "separate": ("separate", "separate"),
    "ignore": ("ignore", "ignore"),
    "hide": ("hide", "hide"),
    "cover": ("cover", "cover"),
    "born": ("born", "born"),
    "draw": ("draw", "draw"),
    "remove": ("remove", "remove"),
    "undo": ("undo", "undo"),
    "redo": ("undo", "redo"),
    "history": ("history", "history"),
    "find": ("find", "find"),
    "photos": ("photos", "photos"),
    "verify": ("verify", "verify"),
    "identify": ("identify", "identify"),
    "outliers": ("outliers", "outliers"),
    "packs": ("packs", "packs"),
    "rebuild": ("rebuild", "rebuild"),
    "check": ("check", "check"),
    "export": ("exchange", "export"),
    "import": ("exchange", "import_"),
    "wipe": ("wipe", "wipe"),
}
