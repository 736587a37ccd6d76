"""Long verbs of the library -> run in a process of their own, so that the window can always paint."""
