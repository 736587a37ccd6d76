"""What an attack did to a library -> one row of the table at the end, and the sentences that say where it did."""

from __future__ import annotations

from dataclasses import dataclass, field

# Longer than any answer to one command on a small library, on a machine that does other things as well.
HANG_S = 30.0
# Sentences kept of one kind of attack: the first ones say enough.
MOST_NOTES = 12


@dataclass
class Tally:
    """One kind of attack and what came of it.

    rounds : attacks made
    told : of them, those after which the program said in a sentence what is wrong
    acknowledged : decisions that the program had said were made, each looked for afterwards
    losses : decisions that were acknowledged and are gone
    wrong : answers that differ from those of the sound library although nothing was said
    hangs : commands that did not end within HANG_S; tracebacks : commands that ended in one, or logged one
    outside : files outside the library that are other ones than before
    """

    attack: str
    rounds: int = 0
    told: int = 0
    acknowledged: int = 0
    losses: int = 0
    wrong: int = 0
    hangs: int = 0
    tracebacks: int = 0
    outside: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return bool(self.losses or self.wrong or self.hangs or self.tracebacks or self.outside)

    def note(self, what: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(what)

    def lost(self, where: str) -> None:
        self.losses += 1
        self.note(f"LOST {where}")

    def answered_wrongly(self, where: str) -> None:
        self.wrong += 1
        self.note(f"WRONG {where}")

    def hung(self, where: str) -> None:
        self.hangs += 1
        self.note(f"HANG {where}")

    def crashed(self, where: str, trace: str) -> None:
        self.tracebacks += 1
        last = trace.strip().splitlines()[-1][:200] if trace.strip() else ""
        self.note(f"TRACEBACK {where}: {last}")

    def changed_outside(self, where: str, files: list[str]) -> None:
        self.outside += len(files)
        self.note(f"OUTSIDE {where}: {', '.join(files[:3])}")


COLUMNS = ("rounds", "told", "acknowledged", "losses", "wrong", "hangs", "tracebacks", "outside")


def table(tallies: list[Tally]) -> str:
    """Return the rows in the order of the attacks, and their sum."""
    total = Tally("all", *(sum(getattr(tally, name) for tally in tallies) for name in COLUMNS))
    width = max(len(tally.attack) for tally in [*tallies, total])
    lines = [" | ".join(["attack".ljust(width), *COLUMNS])]
    for tally in [*tallies, total]:
        cells = (str(getattr(tally, name)).rjust(len(name)) for name in COLUMNS)
        lines.append(" | ".join([tally.attack.ljust(width), *cells]))
    return "\n".join(lines)
