"""Photos as rows: which there are, when they were taken, how they lie, which are copies, and which are away."""
