/* What lists cannot do themselves in the oldest browsers that the pages are made for (`browserslist` in package.json). */

/**
 * The last item of a list that is not empty.
 * @template T
 * @param {readonly T[]} list
 */
export function lastOf(list) {
  return list[list.length - 1];
}

/**
 * Where the last item stands that passes a test, -1 where none does.
 * @template T
 * @param {readonly T[]} list
 * @param {(item: T) => boolean} test
 */
export function lastIndexWhere(list, test) {
  for (let index = list.length - 1; index >= 0; index -= 1) if (test(list[index])) return index;
  return -1;
}
