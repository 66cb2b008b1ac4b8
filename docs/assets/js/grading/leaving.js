/* Nothing typed is lost by leaving the page for grading. */

/**
 * Has the browser ask before a page is left whose papers nobody has saved.
 * @param {{ isUnsaved: boolean }} papers
 */
export function warnsOfLeaving(papers) {
  window.addEventListener("beforeunload", (event) => {
    if (papers.isUnsaved) event.preventDefault();
  });
}
