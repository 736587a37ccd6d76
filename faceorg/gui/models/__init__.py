"""Item models: catalogue rows -> what views ask for, row by row, on the GUI thread."""
