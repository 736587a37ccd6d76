-- Photos that lie on their side, and whose file does not say so: see catalog/pictures/turns.py.

-- Decided: how the user had a picture turned, by its hash (of the picture, or of a file whose picture nobody has hashed)
-- and by the EXIF orientation that is undone before. quarters: clockwise; 0: it lies right, whatever faces tell.
CREATE TABLE photo_turns (
  picture TEXT NOT NULL,
  orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
  quarters INTEGER NOT NULL CHECK (quarters BETWEEN 0 AND 3),
  PRIMARY KEY (picture, orientation)
) STRICT, WITHOUT ROWID;

-- Observed: in which turn a photo's width, height and boxes are; in which turn faces were looked for last; by how many
-- quarters it should be turned, for all that its faces tell (as long as nothing is decided).
ALTER TABLE photos ADD COLUMN turned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN looked_at_turned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN lies INTEGER NOT NULL DEFAULT 0;
-- photos that seem to lie on their side
CREATE INDEX photos_that_lie ON photos (lies) WHERE lies > 0;
