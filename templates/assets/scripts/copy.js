import { announce, on } from './dom.js';

on('click', '[data-copy]', async (button) => {
  await copy(button.dataset.copy);
  button.dataset.copied = '';
  announce(button.dataset.copiedText ?? '');
  setTimeout(() => delete button.dataset.copied, 1600);
});

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without HTTPS browsers hide the clipboard, but still copy a selection.
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr-only';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
