-- Observed: the frame or page that a photo's faces were found in; 0: the first that is not blank.
ALTER TABLE photos ADD COLUMN frame INTEGER NOT NULL DEFAULT 0;
