"""The rule `attendance_deduction` as a small OpenFisca system, step by step as in `policy_data/rules/`.

One entity, the employee. OpenFisca has no lists inside an entity, so three late arrivals are variables of their own,
0 minutes where there is none. Runs only in the peer's environment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy
from openfisca_core.entities import Entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

LATE = (1, 2, 3)
GIVEN = ("base", "performance_pay", "absent_days", *(f"minutes_{n}" for n in LATE))
EMPLOYEE = Entity("employee", "employees", "An employee", "")
Formula = Callable[..., Any]


def system(parameters: Mapping[str, Any]) -> TaxBenefitSystem:
    """The system with the parameters' values, by name `group.parameter`."""
    made = TaxBenefitSystem([EMPLOYEE])
    made.parameters = ParameterNode("", data=_node(parameters))
    formulas = dict.fromkeys(GIVEN) | {formula.__name__: formula for formula in EMPLOYEE_FORMULAS}
    for n in LATE:
        formulas |= {f"{make.__name__[1:]}_{n}": make(n) for make in LATE_FORMULAS}
    for name, formula in formulas.items():
        members = {"value_type": float, "entity": EMPLOYEE, "definition_period": MONTH, "label": name}
        made.add_variable(type(name, (Variable,), members | ({"formula": formula} if formula else {})))
    return made


def _node(parameters: Mapping[str, Any]) -> dict[str, Any]:
    groups: dict[str, Any] = {}
    for name, value in parameters.items():
        group, leaf = name.split(".")
        groups.setdefault(group, {})[leaf] = {"values": {"2020-01-01": {"value": value}}}
    return groups


def _round2(amount: Any) -> Any:
    return numpy.floor(amount * 100 + 0.5) / 100  # half up; nothing here is negative


def _sum(employee: Any, period: Any, name: str) -> Any:
    return sum(employee(f"{name}_{n}", period) for n in LATE)


def wage_basis(employee: Any, period: Any, parameters: Any) -> Any:
    """CNY a month."""
    base = employee("base", period)
    is_base = parameters(period).pay.day_wage_basis == "base"
    return base if is_base else base + employee("performance_pay", period)


def day_wage(employee: Any, period: Any, parameters: Any) -> Any:
    """CNY a day."""
    return employee("wage_basis", period) / parameters(period).pay.paid_days_per_month


def hour_wage(employee: Any, period: Any, parameters: Any) -> Any:
    """CNY an hour."""
    return employee("day_wage", period) / parameters(period).pay.hours_per_day


def _late_amount(n: int) -> Formula:
    def formula(employee: Any, period: Any, parameters: Any) -> Any:
        attendance, minutes = parameters(period).attendance, employee(f"minutes_{n}", period)
        half_day = _round2(employee("day_wage", period) * attendance.half_day_deduction)
        longer = numpy.where(minutes > attendance.half_day_limit, half_day, 0)
        return numpy.where(minutes <= attendance.minor_limit, attendance.minor_fine, longer) * (minutes > 0)

    return formula


def _late_pay_lost(n: int) -> Formula:
    def formula(employee: Any, period: Any) -> Any:
        return _round2(employee("hour_wage", period) * (employee(f"minutes_{n}", period) / 60))

    return formula


def _charged(n: int) -> Formula:
    def formula(employee: Any, period: Any, parameters: Any) -> Any:
        amount = employee(f"late_amount_{n}", period)
        if parameters(period).attendance.cap_at_pay_lost:
            return numpy.minimum(amount, employee(f"late_pay_lost_{n}", period))
        return amount

    return formula


def _late_excess(n: int) -> Formula:
    def formula(employee: Any, period: Any) -> Any:
        return numpy.maximum(employee(f"charged_{n}", period) - employee(f"late_pay_lost_{n}", period), 0)

    return formula


def absence_amount(employee: Any, period: Any, parameters: Any) -> Any:
    """CNY deducted for the days absent."""
    rate = parameters(period).attendance.absence_deduction
    return _round2(employee("day_wage", period) * rate * employee("absent_days", period))


def absence_pay_lost(employee: Any, period: Any) -> Any:
    """CNY of pay for the days absent."""
    return _round2(employee("day_wage", period) * employee("absent_days", period))


def total(employee: Any, period: Any) -> Any:
    """CNY deducted."""
    return _sum(employee, period, "charged") + employee("absence_amount", period)


def pay_lost(employee: Any, period: Any) -> Any:
    """CNY of pay for the time missed."""
    return _sum(employee, period, "late_pay_lost") + employee("absence_pay_lost", period)


def excess(employee: Any, period: Any) -> Any:
    """CNY deducted beyond the pay for the time missed."""
    absence = employee("absence_amount", period) - employee("absence_pay_lost", period)
    return _sum(employee, period, "late_excess") + numpy.maximum(absence, 0)


EMPLOYEE_FORMULAS = (wage_basis, day_wage, hour_wage, absence_amount, absence_pay_lost, total, pay_lost, excess)
LATE_FORMULAS = (_late_amount, _late_pay_lost, _charged, _late_excess)
