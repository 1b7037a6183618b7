/* global AbortSignal, DOMParser, document, fetch, setTimeout */
// Keeps the list of orders and the version up to date, so that a release can be watched. The form works without it.
const every = 3000;

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch('/', { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(2500) });
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of ['orders', 'version']) {
    const next = fresh.getElementById(id);
    const current = document.getElementById(id);
    if (next && current && next.innerHTML !== current.innerHTML) current.replaceWith(next);
  }
}

async function keepFresh() {
  // A failed look is no news: the next one comes in a moment.
  await refresh().catch(() => undefined);
  setTimeout(keepFresh, every);
}

setTimeout(keepFresh, every);
