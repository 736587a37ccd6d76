-- What an edit was, as data (catalog.edit_facts), instead of a sentence: sentences are made where they are shown. The
-- sentences of old journals are read once, by old_labels.py, which then drops the column `label`.
ALTER TABLE edits ADD COLUMN kind TEXT NOT NULL DEFAULT 'other';   -- an EditKind
ALTER TABLE edits ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';     -- its parameters, a JSON object
