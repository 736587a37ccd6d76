"""How likely something is -> whether it is worth a look: one line for every page that shows guesses.

Qt-free and without numpy: the window reads it at its start.
"""

from __future__ import annotations

# Who is offered, and what is shown as similar, unless somebody asks for more: below it four of five are wrong, and a
# page of wrong faces hides the right ones (and a digit pressed by habit names a stranger).
WORTH_SHOWING = 0.2
# From here on faces are called the same person: more likely than not.
THE_SAME = 0.5
