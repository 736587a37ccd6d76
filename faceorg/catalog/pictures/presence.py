"""What queries call a photo that is there [Note: Deleted photos]."""

from __future__ import annotations

# A condition on faces (`f`): their photo's file is there, as far as the last scan knows.
HERE = "f.photo_id NOT IN (SELECT id FROM photos WHERE state = 'missing')"
