"""The search field at the top, and pictures from outside that are searched for."""
