"""A claim as the JSON that the command line promises: money integer cents, days ISO, states as the store keeps them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.commands.appeal_json import AppealsTold, appeal_json, next_appeal_json
from bot.commands.deadline_json import claim_deadline_json
from bot.rules.claim_deadlines import ClaimDeadline
from bot.rules.denied_reasons import advice_on
from bot.rules.standing_denials import Denial
from bot.rules.timeline import TimelineEvent
from data.claim_models import Adjusted, Claim, ClaimDetail, ClaimLine, PayerKind, RemittanceRow
from data.denial_models import DenialTables


def claim_json(
    detail: ClaimDetail,
    events: Iterable[TimelineEvent],
    denials: Iterable[Denial],
    deadlines: Iterable[ClaimDeadline],
    appeals: AppealsTold,
    tables: DenialTables,
    tasks: Iterable[dict[str, Any]],
) -> dict[str, Any]:
    """One claim with all that is known of it. Names of patients are left out."""
    position = detail.claim.position
    return {
        **_head(detail.claim),
        "paid": position.paid_cents,
        "adjusted": position.adjusted_cents,
        "patient": position.patient_cents,
        "patient_paid": position.patient_paid_cents,
        "denied": position.denied_cents,
        "state_on": _iso(position.state_on),
        "payer_sequence": position.payer_sequence,
        "payer_kind": detail.claim.payer_kind,
        "service_to": _iso(position.service_to),
        "first_sent_on": _iso(position.first_sent_on),
        "next_action": position.next_action,
        "next_action_on": _iso(position.next_action_on),
        "review": position.review,
        "lines": [_line(line) for line in detail.lines],
        "diagnoses": list(detail.diagnoses),
        "events": [_event(event) for event in events],
        "remittances": [_remittance(row) for row in detail.remittances],
        "denials": [_denial(denial, detail.claim.payer_kind, tables) for denial in denials],
        "deadlines": [claim_deadline_json(one) for one in deadlines],
        "tasks": list(tasks),
        "appeals": [appeal_json(one, appeals) for one in appeals.records],
        "next_appeal": next_appeal_json(appeals),
        "problems": list(detail.problems),
        "alike": [claim.ref for claim in detail.alike],
        "candidates": [_head(claim) for claim in detail.alike],
    }


def _head(claim: Claim) -> dict[str, Any]:
    """What tells one claim from another."""
    position = claim.position
    return {
        "ref": claim.ref,
        "claim_number": position.claim_number,
        "payer": claim.payer,
        "state": position.state,
        "service_from": _iso(position.service_from),
        "billed": position.billed_cents,
        "balance": position.balance_cents,
    }


def _line(line: ClaimLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "revenue_code": line.revenue_code,
        "procedure": line.procedure,
        "modifiers": list(line.modifiers),
        "units": line.units,
        "charge": line.charge_cents,
        "service_from": _iso(line.service_from),
        "service_to": _iso(line.service_to),
    }


def _event(event: TimelineEvent) -> dict[str, Any]:
    return {
        "on": _iso(event.on),
        "kind": event.kind,
        "text": event.text,
        "source": event.source,
        "cents": event.cents,
    }


def _remittance(row: RemittanceRow) -> dict[str, Any]:
    one = row.remitted
    return {
        "on": _iso(one.on),
        "payer": one.payer,
        "status": one.status,
        "charge": one.charge_cents,
        "paid": one.paid_cents,
        "patient": one.patient_cents,
        "trace": one.trace,
        "method": row.method,
        "payment": row.payment_cents,
        "claim_number": one.number,
        "payer_claim_number": one.payer_claim_number,
        "original_payer_claim_number": one.original_payer_claim_number,
        "crossover": one.crossover,
        "remarks": list(one.remarks),
        "adjustments": [_adjustment(adjusted) for adjusted in one.adjustments],
        "lines": [
            {
                "number": line.number,
                "revenue_code": line.revenue_code,
                "procedure": line.procedure,
                "modifiers": list(line.modifiers),
                "charge": line.charge_cents,
                "paid": line.paid_cents,
                "allowed": line.allowed_cents,
                "remarks": list(line.remarks),
            }
            for line in row.lines
        ],
    }


def _adjustment(one: Adjusted) -> dict[str, Any]:
    return {"line": one.line, "group": one.group, "carc": one.carc, "cents": one.cents}


def _denial(one: Denial, payer_kind: PayerKind, tables: DenialTables) -> dict[str, Any]:
    """With our own words for the reason, "" where our table lacks it, and the advice of `billing-bot denial`."""
    advice = advice_on(one, tables, payer_kind)
    return {
        "group": one.group,
        "carc": one.carc,
        "cents": one.cents,
        "line": one.line,
        "procedure": one.procedure,
        "remarks": list(one.remarks),
        "payer": one.payer,
        "on": _iso(one.on),
        "meaning": one.action.meaning if one.action else "",
        "category": one.action.category if one.action else "",
        "next_step": advice.next_step,
        "owner": advice.owner,
        "correction": advice.correction,
        "steps": list(advice.steps),
        "guards": list(advice.guards),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
