import { on, whenPresent } from './dom.js';

whenPresent('[data-error-summary]', (summary) => summary.focus());

// The link moves focus into the field, not only the page to it.
on('click', '[data-error-summary] a[href^="#"]', (link, event) => {
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: 'center' });
});
