/* A run that outlasts a reload, the way back from a clause, and a closed app: kept for this tab, and the last one for the
   device. Answers that were judged are in the progress already; this is the place in the run. */

import { today } from "../shared/clock.js";
import { Device, deviceStorage } from "./device.js";

/** @import { Answer, Index } from "./types.js" */

/**
 * A run that has begun: its address, day and bank, the questions in their order, and what was answered, in that order.
 * @typedef {object} KeptRun
 * @property {string} mode
 * @property {string} day
 * @property {string} version of the bank
 * @property {string} seed
 * @property {string[]} ids
 * @property {[answer: Answer, right: boolean][]} given
 * @property {boolean} isNext whether the question after the last that was answered is shown
 */

const KEPT_AS = ".run";
const NIGHT_MS = 4 * 3_600_000;

/** The day that a run is of: it ends at four in the morning, so that a run of the evening outlasts midnight. */
export function dayOfRuns(now = new Date()) {
  return today(new Date(now.getTime() - NIGHT_MS));
}

export class Runs {
  /**
   * @param {Device[]} devices the nearest first
   * @param {string} day
   * @param {Pick<Index, "version" | "byId">} bank
   */
  constructor(devices, day, { version, byId }) {
    this.devices = devices;
    this.day = day;
    this.version = version;
    this.byId = byId;
  }

  /** Those of a browser's tab.
   * @param {string} root
   * @param {Index} bank */
  static here(root, bank) {
    const names = /** @type {const} */ (["sessionStorage", "localStorage"]);
    const devices = names.map((name) => new Device(deviceStorage(name), root));
    return new Runs(devices, dayOfRuns(), bank);
  }

  /**
   * The run of a mode, or of any, that has not ended; null where there is none from this day and bank.
   * @param {string} [mode]
   * @returns {KeptRun | null}
   */
  begun(mode) {
    for (const device of this.devices) {
      const run = readRun(device.read(KEPT_AS));
      const isCurrent = run?.day === this.day && run.version === this.version;
      if (run && isCurrent && run.ids.every((id) => this.byId.has(id)) && (mode === undefined || run.mode === mode))
        return run;
    }
    return null;
  }

  /** @param {Pick<KeptRun, "mode" | "seed" | "ids" | "given" | "isNext">} run */
  keep(run) {
    const text = JSON.stringify({ ...run, day: this.day, version: this.version });
    for (const device of this.devices) device.write(text, KEPT_AS);
  }

  /** Forgets whatever runs there are; gives how to have them again. */
  forget() {
    const kept = this.devices.map((device) => device.read(KEPT_AS));
    for (const device of this.devices) device.remove(KEPT_AS);
    return () => kept.forEach((text, place) => text !== null && this.devices[place].write(text, KEPT_AS));
  }

  /** Forgets the run of a mode, which has ended.
   * @param {string} mode */
  end(mode) {
    for (const device of this.devices) {
      if (readRun(device.read(KEPT_AS))?.mode === mode) device.remove(KEPT_AS);
    }
  }
}

/**
 * @param {string | null} text
 * @returns {KeptRun | null}
 */
function readRun(text) {
  try {
    const run = /** @type {KeptRun | null} */ (JSON.parse(text ?? "null"));
    const lists = run && Array.isArray(run.ids) && Array.isArray(run.given) && run.given.length <= run.ids.length;
    return lists && typeof run.mode === "string" ? run : null;
  } catch {
    return null;
  }
}
