"""VERBS: joins the rooms into what a user does with a library."""
