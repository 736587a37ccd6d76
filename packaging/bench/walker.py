"""A user at the seat: what he asks the library, and the small things he does with mouse or keys alone (see walk.py)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from seat import Eyes, Hands, NotSeen, Screen, Seen

REPOSITORY = Path(__file__).resolve().parents[2]
EIGHT = ("Amy", "Bernadette", "Howard", "Leonard", "Penny", "Raj", "Sheldon", "Stuart")


class Walker:
    """One user with one home."""

    def __init__(self, home: Path, screen: Screen, *, mouse: bool) -> None:
        self.home, self.mouse = home, mouse
        self.environment = screen.environment
        self.hands, self.eyes = Hands(screen, mouse=mouse), Eyes(screen, "faceorg")
        self.program: subprocess.Popen[bytes] | None = None
        self._folder_of: dict[int, str] = {}

    # ------------------------------------------------------------ what the library says
    def ask(self, *verb: str) -> Any:
        """Ask the command line, as JSON."""
        command = [sys.executable, "-m", "faceorg", *verb, "--json"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, cwd=REPOSITORY, check=True)
        return json.loads(done.stdout)

    def people(self) -> dict[str, int]:
        return {who["name"]: who["faces"] for who in self.ask("people")}

    def last_edit(self) -> str:
        done = [edit["label"] for edit in self.ask("history") if not edit["undone"]]
        return done[0] if done else ""

    def groups(self) -> dict[int, str]:
        """Return the groups without a name, largest first, with whom a user would recognise in them."""
        if not self._folder_of:
            self._folder_of = {face["id"]: Path(face["photo"]).parent.name for face in self.ask("faces")}
        found = {}
        for group in self.ask("clusters"):
            folders = Counter(self._folder_of.get(face, "") for face in group["faces"])
            known = [(count, name) for name, count in folders.items() if name.title() in EIGHT]
            found[group["id"]] = max(known)[1].title() if known else ""
        return found

    # ------------------------------------------------------------ small things a user does
    def press(self, name: str, *keys: str) -> None:
        """Click what has this name; without a mouse, press these keys."""
        if self.mouse:
            self.hands.click(*self.eyes.wait(name).centre())
        else:
            self.hands.keys(*keys)

    def go(self, page: str, digit: str) -> None:
        """Click an entry of the sidebar, which says its count too ("People 8"); by keyboard, Ctrl and a digit."""
        if self.mouse:
            entries = self.eyes.wait("Pages", "panel").children()
            self.hands.click(*next(entry for entry in entries if entry.name.split(" ")[0] == page).centre())
        else:
            self.hands.keys(f"ctrl+{digit}")

    def menu(self, name: str, place: int) -> None:
        """Open a menu and take the entry at this place; a menu that is open is not in the accessibility tree."""
        self.press(name)
        time.sleep(1)
        self.hands.keys(*["Down"] * place, "Return")

    def open_person(self, name: str) -> None:
        self.go("People", "1")
        tile = self.tile(name)
        if self.mouse:
            self.hands.click(*tile.centre(), times=2)
        else:
            self.hands.keys("Return")
        self.eyes.wait(f"Faces of {name}")

    def tile(self, name: str) -> Seen:
        """Return a person's cover on the page of people; by keyboard, walk to it."""
        self.eyes.wait(f"{name},", begins=True, items=True)
        if not self.mouse:
            self.hands.keys("Home")
            self.walk_to(name, "Right")
        return self.eyes.wait(f"{name},", begins=True, items=True)

    def walk_to(self, name: str, key: str) -> None:
        for _ in range(80):
            if any(focused.startswith(f"{name},") for focused in self.eyes.focused()):
                return
            self.hands.keys(key)
        raise NotSeen(f"{name} cannot be reached with {key}")
