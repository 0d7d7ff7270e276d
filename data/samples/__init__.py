"""An invented practice and the files that its claims leave behind, for the playground, the tests and benchmarks."""

from data.samples.big_remittance import write_big_remittance
from data.samples.shapes import Intended, Practice
from data.samples.writing import write_practice

__all__ = ["Intended", "Practice", "write_big_remittance", "write_practice"]
