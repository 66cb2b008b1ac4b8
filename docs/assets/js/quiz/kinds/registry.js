/* The kinds of question: everything that depends on the kind asks its object here. */

import { MULTIPLE, SINGLE } from "./choice.js";
import { MATCHING } from "./matching.js";
import { NUMERIC } from "./numeric.js";
import { ORDERING } from "./ordering.js";
import { TRUE_FALSE } from "./truth.js";

/** @import { Kind, KindName } from "../types.js" */

/** @type {Record<KindName, Kind>} */
export const KINDS = {
  single: SINGLE,
  multiple: MULTIPLE,
  true_false: TRUE_FALSE,
  numeric: NUMERIC,
  ordering: ORDERING,
  matching: MATCHING,
};
