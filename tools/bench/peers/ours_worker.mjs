// Our browser runtime as a contender, in Node: every evaluation gives the values of all steps.
import { pathToFileURL } from "node:url";
import { serve, task } from "./loop.mjs";

const { run } = await import(pathToFileURL(task.engine));

const yuan = (fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

serve(([base, performance, late, days]) => {
    const given = {
        base: yuan(base),
        performance_pay: yuan(performance),
        late: late.filter((minutes) => minutes > 0).map((minutes) => ({ minutes: String(minutes) })),
        absent_days: String(days),
    };
    const found = {};
    for (const step of run(task.rule, given, task.on).steps) {
        if (task.results.includes(step.id)) found[step.id] = String(step.value);
    }
    return found;
});
