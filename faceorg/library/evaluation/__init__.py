"""Labelled faces -> a report of how well they are told apart, as text, JSON or a page."""
