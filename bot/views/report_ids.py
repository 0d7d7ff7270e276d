"""Names of all that can be pressed on reports; a value says which report, in words that name no claim."""

REPORT_OPEN = "report_open"
"""Each button adds ":" and a word of its own."""
REPORT_CSV = "report_csv"
REPORT_PICTURE = "report_picture"
