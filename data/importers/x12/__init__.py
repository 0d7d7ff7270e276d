"""X12 files of clearinghouses and payers (837, 999, TA1, 277CA, 277, 835), read into values; no database, no clock.

`not_x12.looks_like_x12` tells whether a file is for these readers, `survey.survey` lists what it holds, and
`reading.read` streams the items of the transactions that are wanted.
"""
