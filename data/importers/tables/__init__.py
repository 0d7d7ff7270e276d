"""Exports of practice-management systems (CSV, TSV, XLSX) into listed claims; it stores nothing and never guesses.

`reading.read_table` opens a file, `suggestions.suggest_mapping` says which column means what, and `claims.read_claims`
makes listed claims of the rows.
"""
