"""Questions that lie over a page: previews and choices that must be answered before an edit happens."""
