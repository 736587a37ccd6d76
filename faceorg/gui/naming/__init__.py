"""Typing who somebody is: the field with its completion, rows of groups, the card at a face."""
