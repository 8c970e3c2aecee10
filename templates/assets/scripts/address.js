import { whenPresent } from './dom.js';

// A launch link carries serial number and UID; once they stand in the fields, nobody needs them in the history.
whenPresent('[data-scrub-query]', (element) => {
  const url = new URL(location.href);
  const names = (element.dataset.scrubQuery || 'serial,uid').split(/[\s,]+/);
  const found = names.filter((name) => url.searchParams.has(name));
  if (found.length === 0) return;
  for (const name of found) url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
});
