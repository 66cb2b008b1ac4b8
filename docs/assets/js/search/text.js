/* Texts as the search compares them: Simplified Chinese, small letters, no marks that nobody sees. */

export const HAN = /[\u3400-\u9fff]/;

/** Runs of characters, words and numbers. */
const PIECE = /[\u3400-\u9fff]+|[a-z]+(?:['’][a-z]+)*|\d+(?:\.\d+)?/g;
const UNSEEN = /[\u200b-\u200d\ufeff\u00ad]/g;

/**
 * What folds a text, character for character as far as Unicode's own folding lets it.
 * @param {string} pairs Traditional characters, each followed by its Simplified form
 * @returns {(text: string) => string}
 */
export function makeFold(pairs) {
  /** @type {Map<string, string>} */
  const simplified = new Map();
  for (let i = 0; i < pairs.length; i += 2) simplified.set(pairs[i], pairs[i + 1]);
  const traditional = new RegExp(`[${[...simplified.keys()].join("")}]`, "g"); // few signs of a Simplified text
  const fold = (/** @type {string} */ sign) => simplified.get(sign) || sign;
  return (text) => text.normalize("NFKC").toLowerCase().replace(UNSEEN, "").replace(traditional, fold);
}

/**
 * @typedef {{text: string, from: number, to: number, kind: "han" | "word" | "number"}} Piece
 *
 * The pieces of a folded text; what is between them does not count.
 * @param {string} text
 * @returns {Piece[]}
 */
export function piecesOf(text) {
  return [...text.matchAll(PIECE)].map((found) => {
    const at = found.index ?? 0;
    const kind = HAN.test(found[0]) ? "han" : /\d/.test(found[0]) ? "number" : "word";
    return { text: found[0], from: at, to: at + found[0].length, kind };
  });
}
