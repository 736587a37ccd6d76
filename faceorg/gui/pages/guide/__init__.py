"""The guide: its chapters beside the text, searched by words."""
