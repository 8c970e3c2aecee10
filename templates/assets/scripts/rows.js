import { on } from './dom.js';

const busy = 'a, button, input, select, textarea, label, summary, details';

on('click', 'tr[data-row]', (row, event) => {
  const link = row.querySelector('a.row-link');
  if (!link || event.target.closest(busy) || String(getSelection())) return;
  if (event.metaKey || event.ctrlKey) window.open(link.href, '_blank', 'noopener');
  else link.click();
});

on('auxclick', 'tr[data-row]', (row, event) => {
  const link = row.querySelector('a.row-link');
  if (event.button === 1 && link && !event.target.closest(busy)) window.open(link.href, '_blank', 'noopener');
});
