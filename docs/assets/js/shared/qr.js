/* A line as a QR code, to be read by another phone. */

import { leanQr } from "../vendor/lean_qr.js";
import { make } from "./dom.js";

const MODULE = 6; // pixels of a dot of the QR code
const QUIET = 4; // dots around it

/**
 * A picture of a line of capital letters and digits.
 * @param {string} text
 * @param {string} label
 */
export function qrCode(text, label) {
  const { generate, mode, correction } = leanQr;
  const code = generate(text, { modes: [mode.alphaNumeric], minCorrectionLevel: correction.M });
  const size = (code.size + 2 * QUIET) * MODULE;
  const canvas = make("canvas", { class: "hb-qr", role: "img", "aria-label": label, width: size, height: size });
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.fillStyle = "white";
  context.fillRect(0, 0, size, size);
  context.fillStyle = "black";
  for (let x = 0; x < code.size; x++) {
    for (let y = 0; y < code.size; y++) {
      if (code.get(x, y)) context.fillRect((x + QUIET) * MODULE, (y + QUIET) * MODULE, MODULE, MODULE);
    }
  }
  return canvas;
}
