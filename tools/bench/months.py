"""The months that the rule of attendance is measured with, and what is true of one of them, worked out here."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

# Base wage and performance pay in fen, minutes of three late arrivals, days absent.
Month = tuple[int, int, list[int], int]

ACCEPTED: Month = (450_000, 150_000, [8, 12, 45], 1)  # the worked case: 350.35 yuan
HALF = Fraction(1, 2)


def draw(count: int, seed: int) -> Iterator[Month]:
    """Wages to the fen, three late arrivals of any length, up to three days absent."""
    dice = random.Random(seed)
    for _ in range(count):
        base, performance = dice.randint(200_000, 3_000_000), dice.randint(0, 1_000_000)
        yield base, performance, [dice.randint(1, 480) for _ in range(3)], dice.randint(0, 3)


def truth(month: Month, parameters: Mapping[str, Any]) -> dict[str, int]:
    """The results in fen, with integers and fractions alone."""
    base, performance, late, days = month
    value = parameters.__getitem__
    wage = base if value("pay.day_wage_basis") == "base" else base + performance
    day_wage = Fraction(wage) / value("pay.paid_days_per_month")
    minute_wage = day_wage / value("pay.hours_per_day") / 60
    half_day = day_wage * value("attendance.half_day_deduction")
    absence, absence_lost = day_wage * value("attendance.absence_deduction") * days, day_wage * days
    total, lost_in_all = _half_up(absence), _half_up(absence_lost)
    excess = max(_half_up(absence) - _half_up(absence_lost), 0)
    for minutes in filter(None, late):
        lost = _half_up(minute_wage * minutes)
        charged = _late(minutes, half_day, parameters)
        charged = min(charged, lost) if value("attendance.cap_at_pay_lost") else charged
        total, lost_in_all, excess = total + charged, lost_in_all + lost, excess + max(charged - lost, 0)
    return {"total": total, "pay_lost": lost_in_all, "excess": excess}


def _late(minutes: int, half_day: Fraction, parameters: Mapping[str, Any]) -> int:
    if minutes <= parameters["attendance.minor_limit"]:
        return int(parameters["attendance.minor_fine"] * 100)
    return _half_up(half_day) if minutes > parameters["attendance.half_day_limit"] else 0


def _half_up(fen: Fraction) -> int:
    return (fen + HALF).__floor__()
