"""Every edit with its rows before and after, and what followed from it: undo, redo, history."""
