"""``python -m schedules`` is ``dutydiff``."""

from schedules.cli import main

if __name__ == "__main__":
    main()
