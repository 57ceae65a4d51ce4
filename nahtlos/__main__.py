"""`python -m nahtlos`."""

import sys

from nahtlos.config.command import main

sys.exit(main())
