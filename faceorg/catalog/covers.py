"""The face that stands for a person: the one the user chose, else the best there was when somebody first looked.

A better face that comes later does not take its place: people are found again by the picture they have. It goes only
when it is that person's no longer.
"""

from __future__ import annotations

import sqlite3

from faceorg.catalog.pictures.presence import HERE

# Whether a kept cover (`k`) is still a face of its person, in a photo that is there.
STILL_THEIRS = (
    f"EXISTS (SELECT 1 FROM faces f WHERE f.id = k.face_id AND f.gone = 0 AND {HERE}) AND ("
    "EXISTS (SELECT 1 FROM assignments a WHERE a.face_id = k.face_id AND a.person_id = k.person_id) OR "
    "EXISTS (SELECT 1 FROM automatic t WHERE t.face_id = k.face_id AND t.person_id = k.person_id))"
)


def keep_covers(connection: sqlite3.Connection) -> None:
    """Keep a cover for everybody who has none that holds: the best confirmed face, else the best of all."""
    connection.execute(f"DELETE FROM kept_covers AS k WHERE NOT ({STILL_THEIRS})")
    connection.execute(
        f"""
        WITH bare AS (
          SELECT id FROM people WHERE cover_face_id IS NULL AND id NOT IN (SELECT person_id FROM kept_covers)
        ), has AS (
          SELECT person_id, face_id, 0 AS auto FROM assignments WHERE person_id IN (SELECT id FROM bare)
          UNION ALL SELECT person_id, face_id, 1 FROM automatic WHERE person_id IN (SELECT id FROM bare)
        ), best AS (
          SELECT h.person_id, h.face_id, max(f.quality - h.auto) FROM has h JOIN faces f ON f.id = h.face_id
          WHERE f.gone = 0 AND (f.drawn = 0 OR f.id IN (SELECT face_id FROM face_boxes)) AND {HERE}
          GROUP BY h.person_id
        )
        INSERT INTO kept_covers (person_id, face_id) SELECT person_id, face_id FROM best
        """
    )
