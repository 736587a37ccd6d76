"""Photos one after the other, over the whole screen."""
