"""What the packaged program runs: the same as `python -m faceorg`."""

import sys

from faceorg.__main__ import main

sys.exit(main())
