"""What every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents beside the checkout; they are no part of the project."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("real documents are not beside this checkout (../shared)")
    return SHARED
