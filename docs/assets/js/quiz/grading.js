/* Reading and judging answers: pure, no page. */

/** A number as people type it, as exact decimal text without idle zeros; null where it is none. */
export function readNumber(text, unit = "") {
  let plain = text.normalize("NFKC").trim().replace(/\s+/g, "");
  const suffix = unit.normalize("NFKC").replace(/\s+/g, "");
  if (suffix && plain.toLowerCase().endsWith(suffix.toLowerCase())) plain = plain.slice(0, -suffix.length);
  plain = plain.replace(/^[¥￥]/, "");
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain)) plain = plain.replaceAll(",", "");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  const [whole, decimals = ""] = plain.replace(/^[-+]/, "").split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const rest = decimals.replace(/0+$/, "");
  const value = rest ? `${digits}.${rest}` : digits;
  return plain.startsWith("-") && value !== "0" ? `-${value}` : value;
}

/** Whether an answer is right. `answer` is indices, a boolean or a text, in the question's own order. */
export function isRight(kind, words, answer) {
  switch (kind) {
    case "single":
    case "multiple":
      return words.o.every((option, index) => Boolean(option.r) === answer.includes(index));
    case "true_false":
      return answer === words.a;
    case "numeric":
      return readNumber(answer, words.u) === readNumber(words.n);
    case "ordering":
      return answer.every((index, place) => index === place);
    default:
      return words.p.every(([, right], index) => answer[index] === right);
  }
}
