/* XML from beginning to end, as little of it as Office files need: no document type, so no entity but XML's own five. */

/** @import { XmlVisitor } from "./types.js" */

const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** @type {Record<string, string>} */
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/**
 * Tells a visitor of every element and text, names without their prefixes. Throws Error where it is no XML.
 * @param {string} xml
 * @param {XmlVisitor} visitor
 */
export function walkXml(xml, visitor) {
  const token = new RegExp(TOKEN.source, "y");
  token.lastIndex = xml.startsWith("\ufeff") ? 1 : 0;
  while (token.lastIndex < xml.length) {
    const found = token.exec(xml);
    if (!found) throw new Error("no XML");
    tell(visitor, found);
  }
}

/**
 * @param {XmlVisitor} visitor
 * @param {RegExpExecArray} token
 */
function tell(visitor, [, data, closing, name, attributes, empty, text]) {
  if (text !== undefined) visitor.text?.(resolved(text));
  else if (data !== undefined) visitor.text?.(data);
  else if (name !== undefined) {
    if (!closing) visitor.open?.(name, attributesOf(attributes));
    if (closing || empty) visitor.close?.(name);
  }
}

/** @param {string} text */
function attributesOf(text) {
  /** @type {Record<string, string>} */
  const attributes = Object.create(null);
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) attributes[name] = resolved(double ?? single);
  return attributes;
}

/** @param {string} text */
function resolved(text) {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex, decimal, /** @type {string} */ name) => {
      if (name) return ENTITIES[name] ?? whole;
      return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
    },
  );
}
