"""Judgement and voice of billing-bot: it decides and speaks; it hears nothing and opens no database."""

__version__ = "0.1.0"
