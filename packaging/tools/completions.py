"""The program -> packaging/completions: what makes Tab complete its verbs and options in bash, zsh and fish.

    python packaging/tools/completions.py          write the scripts again
    python packaging/tools/completions.py --check  exit 1 if one is not what would be written

The scripts are Typer's; they ask the program at each Tab (faceorg/cli/completion.py), so they know every verb there is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from typer.completion import get_completion_script

from faceorg.__main__ import COMPLETION
from faceorg.cli.main import PROGRAM

TARGET = Path(__file__).resolve().parents[1] / "completions"
# As each shell wants its files to be called.
FILES = {"bash": f"{PROGRAM}.bash", "zsh": f"_{PROGRAM}", "fish": f"{PROGRAM}.fish"}
# zsh runs the file at the first Tab and expects the answer of it; Typer's only says what to call from the second on.
ZSH_LAST = f"compdef _{PROGRAM}_completion {PROGRAM}"
ZSH_ANSWERS = f"""if [ "$funcstack[1]" = "_{PROGRAM}" ]; then
  _{PROGRAM}_completion "$@"
else
  {ZSH_LAST}
fi"""


def script(shell: str) -> str:
    """Return the script of a shell."""
    made = get_completion_script(prog_name=PROGRAM, complete_var=COMPLETION, shell=shell).strip()
    return (made.replace(ZSH_LAST, ZSH_ANSWERS) if shell == "zsh" else made) + "\n"


def main() -> int:
    wanted = {TARGET / name: script(shell) for shell, name in FILES.items()}
    if "--check" not in sys.argv[1:]:
        TARGET.mkdir(exist_ok=True)
        for file, text in wanted.items():
            file.write_text(text, encoding="utf-8")
    stale = [file.name for file, text in wanted.items() if not file.is_file() or file.read_text("utf-8") != text]
    print("\n".join(stale), end="")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
