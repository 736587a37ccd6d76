-- What faceorg wrote into sidecars and photos: neither observed nor decided nor remakeable, the memory of an act. By it a
-- name can be taken out again without touching what others wrote, and a change by others is seen.
CREATE TABLE names_in_files (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id),
  written TEXT,            -- JSON of the last finished write (metadata.writer), NULL: none was finished yet
  begun TEXT,              -- JSON of a write that was begun and, if this is here, maybe not finished
  wanted TEXT NOT NULL     -- digest of the names and boxes of that write: an unchanged photo is not looked at again
) STRICT;
