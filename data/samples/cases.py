"""The table of cases: every life that a claim of the sample practice can have, and what should be read from it.

A row holds the case's name, its share among all claims, the state and what is left in the balance once all files are
read, the chain of files that carry the claim, and the kinds of coverage that a claim of this case may have.
"""

from data.samples.cases_decided import DENIED, DENIED_OTHERWISE, PAID
from data.samples.cases_further import CORRECTED, SEVERAL_PAYERS
from data.samples.cases_waiting import EXPORT_ONLY, WAITING

CASES = WAITING + PAID + DENIED + DENIED_OTHERWISE + SEVERAL_PAYERS + CORRECTED + EXPORT_ONLY
