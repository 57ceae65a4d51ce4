"""`python -m nahtlos.law`: the same commands as `nahtlos law`."""

import sys

from nahtlos.law.command import main

sys.exit(main(sys.argv[1:]))
