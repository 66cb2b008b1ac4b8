/* The worker of one language, which stands at its root (`sw.js`): the handbook without a network, one version at a time.
   The build puts the version, its files and the words before it.

   A window gets all its files from the version that its page is of. A new version is stored beside the one in force and
   waits until a reader asks for it or no window is left; windows of the one before keep their files until they go. Pages
   that are no part of the version come from the network, and so does all that they use. */

import { download, isWhole } from "./download.js";
import { changeNotes, notes } from "./notes.js";
import { dropAll, dropStore, openStore, root, storedVersions, worker } from "./store.js";

/** @import { Asked, Said } from "./types.js" */

const contents = worker.handbook;
const version = contents.version;
const files = new Map(Object.entries(contents.files));
const INDEX = /(^|\/)index\.html$/;
const NOT_THERE = "404.html";
const FILE = /\.\w+$/; // one that is not stored may be there, such as the whole handbook as PDF

worker.addEventListener("install", (event) => event.waitUntil(download()));
worker.addEventListener("activate", (event) => event.waitUntil(comeIntoForce()));
worker.addEventListener("message", (event) => event.waitUntil(hear(event)));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (path === null || request.method !== "GET") return;
  if (request.mode !== "navigate") event.respondWith(part(event, path));
  else if (files.has(path)) event.respondWith(page(request, path));
  else if (files.has(`${path}/`)) event.respondWith(Promise.resolve(Response.redirect(`${root}${path}/`)));
  else if (!FILE.test(path)) event.respondWith(elsewhere(event));
});

/**
 * Where an address lies below this handbook's root, as the list of files has it; null where it is no part of it.
 * @param {string} address
 */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== location.origin || !pathname.startsWith(root)) return null;
  const path = pathname.slice(root.length).replace(INDEX, "$1");
  return contents.apart.some((folder) => path.startsWith(folder)) ? null : path;
}

/**
 * @param {Request} request
 * @param {string} path
 */
async function page(request, path) {
  const found = await stored(version, path);
  if (found) return found;
  await worker.registration.unregister(); // the browser has thrown files away: begin anew
  await dropAll();
  return fetch(request);
}

/**
 * An address that is no part of this version. Without a network its page for what is not there says so, and leads on where
 * something stood after the address in a message.
 * @param {Asked} event
 */
async function elsewhere({ request, resultingClientId }) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await stored(version, NOT_THERE);
    if (!found || !resultingClientId) throw error;
    const window = { [resultingClientId]: version };
    await changeNotes(({ windows }) => ({ active: version, windows: { ...windows, ...window } }));
    return found;
  }
}

/**
 * @param {Asked} event
 * @param {string} path
 */
async function part(event, path) {
  const of = await versionOf(event.clientId);
  return (of && (await stored(of, path))) || fetch(event.request);
}

/**
 * @param {string} of
 * @param {string} path
 */
async function stored(of, path) {
  return (await openStore(of)).match(root + path, { ignoreVary: true });
}

/**
 * Which version a window is of; nothing where it is of none of those stored.
 * @param {string} id
 */
async function versionOf(id) {
  const { windows } = await notes();
  if (id in windows) return windows[id];
  const found = id ? await worker.clients.get(id) : undefined;
  const path = found ? pathOf(found.url) : null;
  return path !== null && files.has(path) ? version : "";
}

/** What is open now is of the version before. */
async function comeIntoForce() {
  await changeNotes(async ({ active, windows }) => {
    const open = active ? await openWindows() : [];
    return {
      active: version,
      windows: Object.fromEntries(open.map((id) => [id, id in windows ? windows[id] : active])),
    };
  });
  await dropUnused(await storedVersions());
}

/** The ids of this handbook's windows. */
async function openWindows() {
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return open.filter(({ url }) => pathOf(url) !== null).map(({ id }) => id);
}

/**
 * Drops those of some versions that no window is of. While another one is being stored, nothing is.
 * @param {string[]} versions
 */
async function dropUnused(versions) {
  if (worker.registration.installing) return;
  const needed = ["", version, ...Object.values((await notes()).windows)];
  await Promise.all(versions.filter((each) => !needed.includes(each)).map(dropStore));
}

/** @param {Said} event */
async function hear({ data, source, ports }) {
  if (data.take) {
    await worker.skipWaiting();
    return;
  }
  const [isThere, { windows }] = await Promise.all([isWhole(), notes()]);
  const isKnown = data.version === version || Object.values(windows).includes(data.version || "");
  const of = (isThere && isKnown && data.version) || "";
  await note(source.id, of);
  if (of === version) await claim(source.id);
  ports[0].postMessage({ version, isStored: Boolean(of), words: contents.words });
}

/**
 * Writes down the version that a window says it is of, and forgets windows that are gone.
 * @param {string} id
 * @param {string} of
 */
async function note(id, of) {
  const [before, open, { windows: noted }] = await Promise.all([versionOf(id), openWindows(), notes()]);
  await changeNotes((known) => {
    const gone = Object.keys(known.windows).some((each) => !open.includes(each));
    if (before === of && !gone) return known;
    const windows = Object.entries({ ...known.windows, [id]: of }).filter(([each]) => open.includes(each));
    return { active: version, windows: Object.fromEntries(windows) };
  });
  await dropUnused(Object.values(noted)); // a download that was cut stays, to be gone on with
}

/**
 * Takes charge of a page of this version that came from the network before the worker was there. Of others that come along
 * nothing is known.
 * @param {string} id
 */
async function claim(id) {
  const [all, ours] = await Promise.all([openWindows(), worker.clients.matchAll({ type: "window" })]);
  const outside = all.filter((each) => !ours.some((window) => window.id === each));
  if (!outside.includes(id)) return;
  const unknown = Object.fromEntries(outside.map((each) => [each, ""]));
  await changeNotes(({ windows }) => ({ active: version, windows: { ...unknown, ...windows, [id]: version } }));
  await worker.clients.claim();
}
