"""Model packs: which are known and installed, how they are checked, downloaded and put in place."""
