"""``python -m tests.campaign``; see `tests.campaign.run`."""

import sys

from tests.campaign.run import main

if __name__ == "__main__":
    sys.exit(main())
