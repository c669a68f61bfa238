"""The bundled sample: lines of three editions, a message, cases; samples/SOURCES.md says whence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tariffline.desk.intake import Arrival, take_in
from tariffline.desk.message_intake import take_in_messages
from tariffline.store.notices import read_kept
from tariffline.store.schedule import ScheduleStore


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file and the edition it was taken from."""

    file: str
    name: str
    effective: date
    published: date | None


SAMPLES = (
    Sample("2025_basic.json", "2025 Basic", date(2025, 1, 1), None),
    Sample("2025_rev_16.json", "2025 Rev 16", date(2025, 7, 1), date(2025, 7, 1)),
    Sample("2026_rev_5.json", "2026 Rev 5", date(2026, 4, 6), date(2026, 4, 8)),
)


def samples_folder() -> Path:
    """Beside the package where it is installed, at the top of a checkout otherwise."""
    package = Path(__file__).parents[1]
    installed = package / "samples"
    return installed if installed.is_dir() else package.parents[1] / "samples"


def load_sample(store: ScheduleStore, home: Path, now: Callable[[], datetime]) -> int:
    """Load the samples; how many editions were new. Raises StoreError over a whole schedule."""
    loaded = 0
    for sample in SAMPLES:
        data = (samples_folder() / "hts" / sample.file).read_bytes()
        arrival = Arrival(
            name=sample.name,
            effective=sample.effective,
            data=data,
            source=f"samples/hts/{sample.file}",
            retrieved=now(),
            published=sample.published,
            whole=False,
        )
        loaded += take_in(store, home, arrival)
    for path in sorted((samples_folder() / "csms").iterdir()):
        take_in_messages(store, home, path.read_bytes(), now())
    for path in sorted((samples_folder() / "adcvd").iterdir()):
        store.notices.add(read_kept(path.read_bytes()), now())
    return loaded
