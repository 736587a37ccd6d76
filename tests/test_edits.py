"""Values that cross every room: what two of them make together."""

from __future__ import annotations

from faceorg.domain import FaceId, PersonId, PhotoId
from faceorg.edits import EVERYTHING, Changes


def test_two_changes_together_hold_the_ids_of_both():
    one = Changes(photos=frozenset({PhotoId(1)}), faces=frozenset({FaceId(2)}))
    other = Changes(faces=frozenset({FaceId(3)}), people=frozenset({PersonId(4)}))
    both = Changes(frozenset({PhotoId(1)}), frozenset({FaceId(2), FaceId(3)}), frozenset({PersonId(4)}))
    assert one | other == both


def test_everything_stays_everything_whatever_comes_before_or_after():
    one = Changes(faces=frozenset({FaceId(2)}))
    assert (EVERYTHING | one).everything
    assert (one | EVERYTHING).everything
    assert not (one | one).everything
    assert not Changes().everything, "an edit that touched nothing does not make everybody read everything"
