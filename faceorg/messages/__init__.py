"""What the program has to say, as a code with fields -> a sentence in English or German, for a window or a terminal."""
