"""X12 files of clearinghouses and payers (837, 999, TA1, 277CA, 277, 835), read into values; no database, no clock.

`survey.survey` lists what a file holds; `reading.read` streams the items of the transactions that are wanted.
"""
