"""Code look-up: what was typed becomes ranked, explained matches; it speaks to nobody and renders nothing."""

from bot.lookup.answers import LookupAnswer, Match
from bot.lookup.service import CodeLookup

__all__ = ["CodeLookup", "LookupAnswer", "Match"]
