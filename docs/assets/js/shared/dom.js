/* The few things needed to build elements: no markup from strings, so nothing entered can become markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (null and false are left out, functions listen) and children (texts and nodes). */
export function make(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/** The same for a drawing. */
export function draw(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Sets a text only where it differs: what does not change is not laid out again. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
