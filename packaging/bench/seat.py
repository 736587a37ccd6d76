"""A person's seat before the real program: a screen of its own, hands that press keys and buttons, eyes that read.

The screen is Xvfb with the window manager openbox and a session bus; the hands are xdotool, which sends what a keyboard
and a mouse send; the eyes read the accessibility tree (AT-SPI), as a screen reader does: what has no name there, this
user cannot find. Needs on Debian: xvfb openbox xdotool xclip scrot dbus at-spi2-core gir1.2-atspi-2.0 python3-gi.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

# xdotool's pauses: quick typing, but not quicker than a toolkit may take it for one burst.
KEY_MS, LETTER_MS = 60, 30
LOOK_EVERY_S = 0.4
# A program that waits for a processor answers late, but it answers.
ANSWER_MS = 20_000


class NotSeen(Exception):
    """Something the user waits for did not appear in time."""


def until(what: str, check: Callable[[], Any], timeout_s: float = 60.0) -> Any:
    """Look again and again until `check` answers with something true; return it. Raises NotSeen."""
    ends = time.monotonic() + timeout_s
    while time.monotonic() < ends:
        if found := check():
            return found
        time.sleep(LOOK_EVERY_S)
    raise NotSeen(f"waited {timeout_s:.0f} s for: {what}")


class Screen:
    """An X server, a session bus with its accessibility bus, and a window manager; ends with the `with` block."""

    def __init__(self, width: int, height: int, environment: Mapping[str, str]) -> None:
        self._size, self._ours = f"{width}x{height}x24", list[subprocess.Popen[bytes]]()
        self.environment = {**environment, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}

    def __enter__(self) -> Screen:
        # -r: no key repeats itself, however late its release is served
        number = self._start(["Xvfb", "-displayfd", "1", "-screen", "0", self._size, "-nolisten", "tcp", "-r"])
        self.environment["DISPLAY"] = f":{number}"
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start(bus)
        properties = "org.freedesktop.DBus.Properties"
        for arguments in (
            ["org.a11y.Bus.GetAddress"],
            [f"{properties}.Set", "string:org.a11y.Status", "string:IsEnabled", "variant:boolean:true"],
        ):
            ask = ["dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus", *arguments]
            subprocess.run(ask, env=self.environment, check=True, stdout=subprocess.DEVNULL)
        self._run(["openbox", "--sm-disable"])
        return self

    def __exit__(self, *_raised: object) -> None:
        for process in reversed(self._ours):
            process.terminate()
            process.wait(10)

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        made = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._ours.append(made)
        return made

    def _start(self, command: list[str]) -> str:
        """Start a server that prints where it can be reached, and return that."""
        stream = self._run(command).stdout
        assert stream is not None
        if not select.select([stream], [], [], 20)[0]:
            raise NotSeen(f"{command[0]} did not start")
        return stream.readline().decode().strip()


class Hands:
    """Keys and, unless it is forbidden, the mouse."""

    def __init__(self, screen: Screen, *, mouse: bool) -> None:
        self._screen, self._mouse = screen, mouse
        self.mouse_events = 0

    def keys(self, *names: str) -> None:
        """Press these after each other, by X's names: "ctrl+z", "Return", "slash"."""
        for name in names:
            self._tool("key", "--clearmodifiers", "--delay", str(KEY_MS), name)
            time.sleep(KEY_MS / 1000)

    def type(self, text: str) -> None:
        self._tool("type", "--clearmodifiers", "--delay", str(LETTER_MS), text)

    def click(self, x: int, y: int, button: int = 1, times: int = 1) -> None:
        self._point(x, y)
        self._tool("click", "--repeat", str(times), "--delay", "80", str(button))

    def click_holding(self, modifier: str, x: int, y: int) -> None:
        self._point(x, y)
        self._tool("keydown", modifier, "click", "1", "keyup", modifier)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at start, move in steps, let go at end."""
        self._point(*start)
        self._tool("mousedown", "1")
        for step in range(1, 13):
            share = step / 12
            self._point(*(round(a + (b - a) * share) for a, b in zip(start, end, strict=True)))
            time.sleep(0.05)
        time.sleep(0.3)
        self._tool("mouseup", "1")

    def _point(self, x: int, y: int) -> None:
        assert self._mouse, "this walk is done without a mouse"
        self.mouse_events += 1
        self._tool("mousemove", "--sync", str(x), str(y))

    def _tool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._screen.environment, check=True, stdout=subprocess.DEVNULL)


class Seen:
    """One thing on the screen, with what is said of it and where it is."""

    def __init__(self, node: Any, atspi: Any) -> None:
        self._node, self._atspi = node, atspi
        self.name: str = node.get_name() or ""
        self.role: str = node.get_role_name() or ""

    def has(self, state: str) -> bool:
        """Tell whether a state holds, by AT-SPI's name: FOCUSED, CHECKED, SELECTED, ENABLED."""
        return bool(self._node.get_state_set().contains(getattr(self._atspi.StateType, state)))

    def box(self) -> tuple[int, int, int, int]:
        found = self._node.get_extents(self._atspi.CoordType.SCREEN)
        return found.x, found.y, found.width, found.height

    def centre(self) -> tuple[int, int]:
        x, y, width, height = self.box()
        return x + width // 2, y + height // 2

    def text(self) -> str:
        """Return what stands in a field."""
        part = self._node.get_text_iface()
        return self._atspi.Text.get_text(part, 0, -1) if part else ""

    def children(self) -> list[Seen]:
        found = []
        for at in range(self._node.get_child_count()):
            with contextlib.suppress(went_away()):
                if (node := self._node.get_child_at_index(at)) is not None:
                    found.append(Seen(node, self._atspi))
        return found

    def below(self, *, items: bool) -> Iterator[Seen]:
        """Return it and everything in it that is on the screen; what goes away meanwhile is left out.

        items : look into lists too
        """
        yield self
        if self.role == "list" and not items:
            return
        try:
            shown = [child for child in self.children() if child.has("SHOWING")]
        except went_away():
            return
        for child in shown:
            yield from child.below(items=items)


class Eyes:
    """What a screen reader is told of one program."""

    def __init__(self, screen: Screen, program: str) -> None:
        for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "HOME"):
            os.environ[name] = screen.environment[name]  # before the bindings look for the bus
        self._atspi, self._program, self._screen = _atspi(), program, screen

    def of(self, program: str) -> Eyes:
        """Look at another program on the same screen."""
        return Eyes(self._screen, program)

    def everything(self, *, items: bool = True) -> Iterator[Seen]:
        """Return all that is on the screen, depth first; without the items of lists, which are many, if not asked."""
        for program in Seen(self._atspi.get_desktop(0), self._atspi).children():
            if program.name == self._program:
                with contextlib.suppress(went_away()):  # or it is too busy to answer: the next look may see more
                    for window in program.children():
                        yield from window.below(items=items)

    def find(self, name: str, role: str = "", *, begins: bool = False, items: bool = False) -> Seen | None:
        """Return the first thing with this name, None if it is not on the screen; `items` of lists only if asked."""
        for seen in self.everything(items=items):
            named = seen.name.startswith(name) if begins else seen.name == name
            if named and role in ("", seen.role):
                return seen
        return None

    def wait(
        self, name: str, role: str = "", *, begins: bool = False, items: bool = False, timeout_s: float = 60.0
    ) -> Seen:
        return until(f"“{name}” on the screen", lambda: self.find(name, role, begins=begins, items=items), timeout_s)  # type: ignore[no-any-return]

    def focused(self) -> list[str]:
        """Return the names of what has the keyboard: a field, and the item of the list it stands over."""
        names = []
        for seen in self.everything():
            with contextlib.suppress(went_away()):
                if seen.has("FOCUSED"):
                    names.append(seen.name)
        return names

    def picture(self, file: Path) -> None:
        """Keep what is on the screen."""
        file.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["scrot", "-o", str(file)], env=self._screen.environment, check=True)


def went_away() -> type[Exception]:
    """What is raised about a thing that is no longer there."""
    return importlib.import_module("gi.repository.GLib").Error  # type: ignore[no-any-return]


def _atspi() -> Any:
    """Return the bindings; a virtual environment borrows them from the system's Python of the same version."""
    try:
        gi = importlib.import_module("gi")
    except ImportError:
        sys.path.append("/usr/lib/python3/dist-packages")
        gi = importlib.import_module("gi")
    gi.require_version("Atspi", "2.0")
    atspi = importlib.import_module("gi.repository.Atspi")
    atspi.set_timeout(ANSWER_MS, ANSWER_MS)
    return atspi


def lacking() -> list[str]:
    """Return the tools that are not installed."""
    return [tool for tool in ("Xvfb", "openbox", "xdotool", "xclip", "scrot", "dbus-daemon") if not shutil.which(tool)]
