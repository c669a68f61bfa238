"""What every test may ask for."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OFFICIAL_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def official_data() -> Path:
    """The official files beside the checkout, for the tests that read whole editions."""
    if not (OFFICIAL_DATA / "hts").is_dir():
        pytest.skip("the official files are not beside this checkout")
    return OFFICIAL_DATA
