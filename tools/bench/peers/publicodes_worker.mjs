// publicodes as a contender: a new situation each evaluation, as its forms set it.
// Its modes: `units` (as its users write rules), `bare` (the same without any unit, which is quicker).
import { createRequire } from "node:module";
import { serve, task } from "./loop.mjs";

const { default: Engine } = createRequire(`${task.publicodes}/`)("publicodes");
const engine = new Engine(process.argv[4] === "bare" ? withoutUnits(task.model) : task.model, { warn: false });
const names = task.results.map((name) => name.replaceAll("_", " "));

function withoutUnits(model) {
    const bare = {};
    for (const [name, rule] of Object.entries(model)) {
        const { unité: _unit, ...rest } = rule ?? {};
        bare[name] = Object.keys(rest).length > 0 ? rest : null;
    }
    return bare;
}

serve(([base, performance, late, days]) => {
    engine.setSituation({
        base: base / 100,
        "performance pay": performance / 100,
        "late 1 . minutes": late[0],
        "late 2 . minutes": late[1],
        "late 3 . minutes": late[2],
        "absent days": days,
    });
    const found = {};
    names.forEach((name, index) => (found[task.results[index]] = engine.evaluate(name).nodeValue));
    return found;
});
