"""One denial as it is asked about: group, reason, remarks, payer; what follows from those alone. No input or output."""

from dataclasses import dataclass

from data.claim_models import CarcAction, PayerKind
from data.denial_models import Remark

NO_DENIAL = frozenset({"23", "45", "94", "101", "246", "253"})
"""Reductions and information: nothing was refused."""
WAITING = frozenset({"133", "257", "277"})
NEEDS_REMARK = frozenset({"16", "96", "129", "148", "226", "227", "234", "237", "250", "251", "252", "A1"})
"""Reasons that X12 wants a remark code with: without it they say little."""
ABOUT_DIAGNOSIS = frozenset({"9", "10", "11", "12", "47", "50", "146", "167", "240", "B22"})
MENDED = frozenset({"correct_and_resubmit", "send_records", "contact_patient"})
"""Next steps that tell how the denial can be mended."""
UNPROCESSABLE = "MA130"
_WANTS_NEW_CLAIM = frozenset({UNPROCESSABLE, "N142", "N517"})
_NO_APPEAL = frozenset({"MA44", "N211", "N704", "N111"})
_PATIENT_IS_FREE = frozenset({"M27", "M39", "N563"})
_PATIENT_AGREED = frozenset({"M38"})
_SAYS_QMB = frozenset({"N192", "N781", "N782"})
_CROSSED_OVER = frozenset({"MA07", "MA18"})
_OTHER_PAYER_OPEN = frozenset({"N177", "N387"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerRule:
    """A practice's own rule: for this kind of payer and reason, do this first. `source` says where it stands."""

    payer_kind: PayerKind
    carc: str
    next_step: str
    text: str
    owner: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialCase:
    """What is known of one denial; `action` is None for an unknown reason, `has_other_payer` where nobody knows."""

    group: str
    carc: str
    action: CarcAction | None
    remarks: tuple[Remark, ...]
    unknown_remarks: tuple[str, ...]
    payer_kind: PayerKind
    is_qmb: bool
    has_other_payer: bool | None
    rule: PayerRule | None = None

    @property
    def is_medicare(self) -> bool:
        return self.payer_kind is PayerKind.MEDICARE

    @property
    def is_denial(self) -> bool:
        return self.carc not in NO_DENIAL and self.carc not in WAITING

    @property
    def patient_never_pays(self) -> bool:
        """Medicaid and QMB patients, and patients whom a missing or bad notice frees."""
        return self.is_qmb or self.payer_kind is PayerKind.MEDICAID or self._has(_PATIENT_IS_FREE) or self._says_qmb

    @property
    def is_free_by_notice(self) -> bool:
        return self._has(_PATIENT_IS_FREE)

    @property
    def is_agreed_by_notice(self) -> bool:
        return self._has(_PATIENT_AGREED)

    @property
    def is_qmb_patient(self) -> bool:
        return self.is_qmb or self._says_qmb

    @property
    def is_unprocessable(self) -> bool:
        return self._has(frozenset({UNPROCESSABLE}))

    @property
    def wants_new_claim(self) -> bool:
        return self._has(_WANTS_NEW_CLAIM)

    @property
    def has_no_appeal(self) -> bool:
        """Said by a remark, or by Medicare's rules: unprocessable claims and late filing are no decisions to appeal."""
        return self._has(_NO_APPEAL) or (self.is_medicare and (self.is_unprocessable or self.carc == "29"))

    @property
    def is_crossed_over(self) -> bool:
        return self._has(_CROSSED_OVER)

    @property
    def other_payer(self) -> bool | None:
        return True if self._has(_OTHER_PAYER_OPEN) else self.has_other_payer

    @property
    def leading(self) -> Remark | None:
        """The remark that decides: one that says how to mend it, else any where the reason alone says too little."""
        if not self.is_denial:
            return None
        said = [remark for remark in self.remarks if not remark.is_alert and remark.code != UNPROCESSABLE]
        mended = [remark for remark in said if remark.next_step in MENDED]
        if mended:
            return mended[0]
        if said and (self.carc in NEEDS_REMARK or self.action is None):
            return said[0]
        alone = [remark for remark in self.remarks if remark.code == UNPROCESSABLE]
        return alone[0] if alone else None

    @property
    def can_be_mended(self) -> bool:
        return self.leading is not None and self.leading.next_step in MENDED

    @property
    def _says_qmb(self) -> bool:
        return self._has(_SAYS_QMB)

    def _has(self, codes: frozenset[str]) -> bool:
        return any(remark.code in codes for remark in self.remarks)
