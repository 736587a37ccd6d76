"""The attacks of `attack.py`: each module is one kind, all of them report to one ledger."""
