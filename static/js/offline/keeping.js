// What makes the page work without network, and what takes it all away again.

export const HERE = "/casilla/sin-red";
const CACHE = "sin-red";

/** Keeps this page and `addresses`, for as long as this browser allows. Fails where the network does. */
export async function keepPage(keeper, addresses) {
  await navigator.serviceWorker.register(keeper, { scope: HERE });
  await navigator.serviceWorker.ready;
  const cache = await caches.open(CACHE);
  await cache.addAll([HERE, ...addresses]);
  await navigator.storage.persist();
}

export const isKept = async () => Boolean(await (await caches.open(CACHE)).match(HERE, { ignoreVary: true }));

export async function forgetPage() {
  await caches.delete(CACHE);
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
}
