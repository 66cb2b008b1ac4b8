/* What the parts of an Office file have in common, the same as `quiz/archives/xml.py`. */

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const OFFICE = "http://schemas.openxmlformats.org/";
const PACKAGE = `${OFFICE}package/2006/`;
/** @type {Record<string, string>} */
const XML_SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// eslint-disable-next-line no-control-regex
const NOT_IN_XML = /[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/gu;

/**
 * A text in XML, between tags or within quotes; what no XML may hold is left out, a line ends in one sign.
 * @param {string} text
 */
export function escaped(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(NOT_IN_XML, "")
    .replace(/[&<>"]/g, (sign) => XML_SIGNS[sign]);
}

/**
 * `[Content_Types].xml`: the parts by path, each with its type.
 * @param {readonly (readonly [path: string, kind: string])[]} types
 */
export function partList(types) {
  const parts = types.map(([path, kind]) => `<Override PartName="/${path}" ContentType="${kind}"/>`).join("");
  return (
    `${XML_HEAD}<Types xmlns="${PACKAGE}content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${parts}</Types>`
  );
}

/**
 * A file of relationships: what each is and where, named `rId1`, `rId2` …
 * @param {readonly (readonly [kind: string, target: string])[]} related
 */
export function relationships(related) {
  const type = `${OFFICE}officeDocument/2006/relationships/`;
  const each = related.map(
    ([kind, target], place) => `<Relationship Id="rId${place + 1}" Type="${type}${kind}" Target="${target}"/>`,
  );
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}relationships">${each.join("")}</Relationships>`;
}
