-- Observed: 1: a photo's file ends before its picture does, as after a copy that was broken off; what is there is shown.
ALTER TABLE photos ADD COLUMN ends_early INTEGER NOT NULL DEFAULT 0 CHECK (ends_early IN (0, 1));
CREATE INDEX photos_ending_early ON photos (path) WHERE ends_early = 1; -- photos.ending_early
