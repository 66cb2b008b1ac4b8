// The browser's frozen papers: {texts, values, hashed, variants} on standard input, what comes of each on standard output.
import { readFileSync } from "node:fs";
import { byCodePoint, canonical, isFit } from "../../docs/assets/js/exam/canonical.js";
import { readPaper } from "../../docs/assets/js/exam/frozen.js";
import { ordersOf } from "../../docs/assets/js/exam/orders.js";
import { hmac, sha256, utf8 } from "../../docs/assets/js/exam/sha256.js";
import { base32 } from "../../docs/assets/js/exam/signs.js";

const given = JSON.parse(readFileSync(0, "utf8"));
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const read = given.texts.map((text) => {
  const { file, refused } = readPaper(text);
  return file
    ? { content: canonical(file), orders: given.variants.map((each) => ordersOf(file.paper, each)) }
    : refused;
});
const orNull = (value) => {
  try {
    return canonical(value);
  } catch {
    return null;
  }
};
process.stdout.write(
  JSON.stringify({
    read,
    values: given.values.map(orNull),
    fit: given.hashed.map(isFit),
    hashes: given.hashed.map((text) => hex(sha256(utf8(text)))),
    macs: given.hashed.map((text) => hex(hmac(utf8("key"), utf8(text)))),
    signs: given.hashed.map((text) => base32(sha256(utf8(text)), 8)),
    sorted: [...given.hashed].sort(byCodePoint),
  }),
);
