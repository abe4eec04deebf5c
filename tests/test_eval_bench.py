"""The benchmark names the machine without naming it, and measures the real program."""

from __future__ import annotations

import platform
import re
from pathlib import Path

from eval.bench import _building, machine


def test_the_machine_is_described_without_its_name() -> None:
    text = machine()
    assert re.search(r"\d+ 核 .*内存 \d+ GB\|Python 3\.\d+", text)
    node = platform.node()
    assert not node or node not in text
    assert str(Path.home()) not in text


def test_building_is_measured() -> None:
    seconds, rate = _building()
    assert 0 < seconds < 5
    assert rate > 50
