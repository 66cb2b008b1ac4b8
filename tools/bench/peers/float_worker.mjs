// The same sums as one would write them in plain JavaScript, with its floating-point numbers.
import { serve, task } from "./loop.mjs";

const value = (name) => task.parameters[name];
const round2 = (amount) => Math.round(amount * 100) / 100;
const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0);

function lateAmount(minutes, dayWage) {
    if (minutes <= value("attendance.minor_limit")) return value("attendance.minor_fine");
    if (minutes <= value("attendance.half_day_limit")) return 0;
    return round2(dayWage * value("attendance.half_day_deduction"));
}

serve(([base, performance, late, days]) => {
    const wage = (value("pay.day_wage_basis") === "base" ? base : base + performance) / 100;
    const dayWage = wage / value("pay.paid_days_per_month");
    const hourWage = dayWage / value("pay.hours_per_day");
    const lines = late
        .filter((minutes) => minutes > 0)
        .map((minutes) => {
            const lost = round2(hourWage * (minutes / 60));
            const amount = lateAmount(minutes, dayWage);
            return { lost, charged: value("attendance.cap_at_pay_lost") ? Math.min(amount, lost) : amount };
        });
    const absence = round2(dayWage * value("attendance.absence_deduction") * days);
    const absenceLost = round2(dayWage * days);
    return {
        total: sum(lines.map((line) => line.charged)) + absence,
        pay_lost: sum(lines.map((line) => line.lost)) + absenceLost,
        excess: sum(lines.map((line) => Math.max(line.charged - line.lost, 0))) + Math.max(absence - absenceLost, 0),
    };
});
