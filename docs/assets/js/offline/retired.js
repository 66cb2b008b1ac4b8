/* What stands in the worker's place where the build does not want one: it takes one that was there before away, with all
   that it kept, and lets its pages come from the network. */

import { dropAll, worker } from "./store.js";

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  await dropAll();
  await worker.registration.unregister();
  const open = await worker.clients.matchAll({ type: "window" });
  await Promise.all(open.map((each) => each.navigate?.(each.url)));
}
