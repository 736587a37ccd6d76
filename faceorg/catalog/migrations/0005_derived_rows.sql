-- What follows from an edit by itself (automatic assignments, suggestions, groups) before and after it, so that undo takes
-- it back with the edit; see derived_journal.py. Kept for the newest edits only: without it, faces are judged again.
CREATE TABLE derived_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
  tbl TEXT NOT NULL,
  before TEXT,                                      -- JSON object of the row, NULL: was not there
  after TEXT                                        -- JSON object of the row, NULL: is not there
) STRICT;
-- undo
CREATE INDEX derived_rows_by_edit ON derived_rows (edit_id, id);

-- The edit whose consequences are being written in this transaction, NULL: nothing follows from an edit.
ALTER TABLE journal_state ADD COLUMN follows INTEGER;
-- The newest embedding when the edit was made: one that came later was judged with its help. NULL: an older faceorg's.
ALTER TABLE edits ADD COLUMN embedded INTEGER;
