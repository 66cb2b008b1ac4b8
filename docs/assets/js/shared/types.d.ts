/* What calculators and practice both know. */

/** Words of the interface by key, in the reader's language, as the build emits them from `macros/words`. */
export type Words = Record<string, string>;

/** What fills the places of words. */
export type Facts = Record<string, string | number | bigint>;

/** What stands within an element; null and empty texts are left out, lists are taken apart. */
export type Child = Node | string | null | undefined | readonly Child[];

type AttributeValue = string | number | boolean | null | undefined;

/** Attributes of an element; null, undefined and false are left out. Functions listen to the event of their name. */
export interface Attributes {
  click?: (event: MouseEvent) => unknown;
  submit?: (event: SubmitEvent) => unknown;
  keydown?: (event: KeyboardEvent) => unknown;
  input?: (event: Event) => unknown;
  change?: (event: Event) => unknown;
  [name: string]: AttributeValue | ((event: never) => unknown);
}
