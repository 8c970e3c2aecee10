import { whenPresent } from './dom.js';

// The product opens /launch#t=<token>. The fragment never leaves the browser by itself: it is taken out of the address
// first, then posted, so that neither history nor a log keeps it.
whenPresent('[data-launch]', (form) => {
  const token = new URLSearchParams(location.hash.slice(1)).get('t');
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  if (!token) return;
  form.elements.token.value = token;
  for (const text of document.querySelectorAll('[data-launch-idle]')) text.hidden = true;
  for (const text of document.querySelectorAll('[data-launch-pending]')) text.hidden = false;
  form.requestSubmit();
});
