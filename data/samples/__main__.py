"""Writes the sample practice into a folder: python -m data.samples FOLDER --today 2026-01-15."""

import argparse
from datetime import date
from pathlib import Path

from data.samples.writing import write_practice


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m data.samples", description="Write the invented sample practice.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, required=True, help="The day up to which claims live.")
    parser.add_argument("--claims", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    practice = write_practice(given.folder, today=given.today, seed=given.seed, claims=given.claims)
    print(f"{len(practice.files)} files about {len(practice.intended)} claims in {given.folder}")


if __name__ == "__main__":
    main()
