"""Drills are long runs under faults and load; they print what they saw."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
