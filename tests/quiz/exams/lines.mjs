// Runs the browser's code for lines: {paper, papers, jobs} on standard input, a result a job on standard output.
import { readFileSync } from "node:fs";
import { collect } from "../../../docs/assets/js/exam/collecting.js";
import { Unfit } from "../../../docs/assets/js/exam/bits.js";
import { isCode } from "../../../docs/assets/js/exam/codes.js";
import { decode, encode, longestLine } from "../../../docs/assets/js/exam/line.js";
import { buildExam } from "../../../docs/assets/js/exam/page.js";
import { PasteTooLong, pasted } from "../../../docs/assets/js/exam/pasted.js";
import { slipsPage } from "../../../docs/assets/js/exam/slips.js";
import { codesOf, newSeats, readSeats } from "../../../docs/assets/js/exam/seats.js";

const RUN = {
  encode: ({ paper, sitting, code }) => encode(paper, sitting, code),
  decode: ({ paper, text, seats }) => decode(text, paper, seatsOf(seats)),
  collect: ({ paper, text, seats }) => collect(text, paper, seatsOf(seats)),
  pasted: ({ text, papers }) => pasted(text, papers),
  longest: ({ paper }) => longestLine(paper),
  page: ({ paper, template, seats }) => buildExam(template, paper, seats),
  read_seats: ({ paper, text }) => readSeats(text, paper),
  slips: ({ paper, file, words, address }) => slipsPage(paper, file, words, address),
  new_seats: ({ paper, people }) => ({ file: newSeats(paper, people), codes: [...codesOf(newSeats(paper, people))] }),
  code: ({ paper, seat, code }) => isCode(paper.number, seat, code),
};

const REFUSALS = Object.entries({ Unfit, PasteTooLong });

function seatsOf(seats) {
  return seats && new Map(seats);
}

const { papers, jobs } = JSON.parse(readFileSync(0, "utf8"));
const told = jobs.map((job) => {
  try {
    return RUN[job.what]({ ...job, paper: papers[job.paper ?? 0] });
  } catch (error) {
    return { error: REFUSALS.find(([, kind]) => error instanceof kind)?.[0] ?? String(error) };
  }
});
process.stdout.write(JSON.stringify(told));
