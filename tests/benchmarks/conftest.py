"""Benchmarks print what they measured; targets are asserted with a wide margin only, as ratios within one run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
