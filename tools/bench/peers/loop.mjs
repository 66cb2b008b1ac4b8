// The loop of a contender in Node: reads orders as lines of JSON, answers in lines of JSON. Same as loop.py.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

// What the bench hands over: parameters, rule, day.
export const task = read(process.argv[2]);

function rate(evaluate, months, seconds) {
    const start = performance.now();
    let count = 0;
    let passed = 0;
    while (passed < seconds * 1000) {
        evaluate(months[count % months.length]);
        count += 1;
        passed = performance.now() - start;
    }
    return { rate: (count / passed) * 1000, first: evaluate(months[0]) };
}

// Answers until the input ends. A month is [base wage in fen, performance pay in fen, minutes of three late arrivals, days absent].
export function serve(evaluate) {
    const months = read(process.argv[3]);
    createInterface({ input: process.stdin }).on("line", (line) => {
        const order = JSON.parse(line);
        const answer = order.do === "rate" ? rate(evaluate, months, order.seconds) : read(order.months).map(evaluate);
        console.log(JSON.stringify(answer));
    });
}
