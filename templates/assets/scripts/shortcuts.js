import { whenPresent } from './dom.js';

const apple = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);

if (apple) {
  whenPresent('[data-hotkey-label]', (label) => {
    label.textContent = '⌘K';
  });
}

document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'k') return;
  const fields = [...document.querySelectorAll('[data-hotkey="search"]')];
  const field = fields.find((candidate) => candidate.checkVisibility());
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
