"""What all pages share: the open library, work off the GUI thread, where one is, the people in memory."""
