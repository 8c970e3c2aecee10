import { whenPresent } from './dom.js';

const kept = 'latchkey-keys';
// Kept in the browser: a keyboard belongs to a desk, not to an account. Where nothing can be kept, keys are on.
const isOn = () => {
  try {
    return localStorage.getItem(kept) !== 'off';
  } catch {
    return true;
  }
};

const titleOf = (element) =>
  element.dataset.keyLabel ??
  (element.querySelector('button, label, summary') ?? element).textContent.replace('*', '').trim();
const targetOf = (element) =>
  element.matches('form:not([data-key-field])')
    ? element.querySelector('button')
    : element.matches('a, button')
      ? element
      : element.querySelector('summary, select, input:not([type="hidden"])');

whenPresent('[data-key]', (element) => {
  const list = document.querySelector('[data-keys-list]');
  const { key } = element.dataset;
  if (list && !list.querySelector(`[data-of="${CSS.escape(key)}"]`))
    list.append(lineOf(key, titleOf(element)));
  const target = targetOf(element);
  if (!target || !isOn()) return;
  target.setAttribute('aria-keyshortcuts', key);
  target.title = `${titleOf(element)} (${key})`;
});

function lineOf(key, text) {
  const [line, term, kbd, what] = ['div', 'dt', 'kbd', 'dd'].map((tag) => document.createElement(tag));
  line.dataset.of = key;
  kbd.textContent = key;
  what.textContent = text;
  term.append(kbd);
  line.append(term, what);
  return line;
}

whenPresent('[data-keys-switch] input', (box) => {
  box.checked = isOn();
  box.addEventListener('change', () => {
    try {
      localStorage.setItem(kept, box.checked ? 'on' : 'off');
    } catch {
      // Until the page is left it is as chosen.
    }
  });
});

const typing = 'textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"])';

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const list = document.querySelector('[data-keys-list]');
  if (!list || !isOn() || event.target.matches?.(typing) || document.querySelector('dialog[open]')) return;
  if (press(event.key, list)) event.preventDefault();
});

function press(key, list) {
  if (key === '?') {
    list.closest('dialog').showModal();
    return true;
  }
  if (key === 'j' || key === 'k') return step(key === 'j' ? 1 : -1);
  if (key === 'x') return tick();
  const element = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!element) return false;
  act(element);
  return true;
}

function act(element) {
  const { keyGo, keyCheck, keyTo } = element.dataset;
  if (keyGo) location.assign(keyGo);
  else if (keyTo) {
    document.getElementById(keyCheck)?.click();
    document.getElementById(keyTo)?.focus();
  } else if (element.matches('details')) {
    element.open = true;
    element.querySelector('select, input:not([type="hidden"]), button')?.focus();
  } else {
    const target = targetOf(element);
    if (target?.matches('button, a')) target.click();
    else target?.focus();
  }
}

const rows = () => [...document.querySelectorAll('tr[data-row] a.row-link')];
const current = () => rows().find((link) => link.closest('tr').contains(document.activeElement));

function step(by) {
  const links = rows();
  if (links.length === 0) return false;
  const at = links.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[Math.min(Math.max(next, 0), links.length - 1)].focus();
  return true;
}

function tick() {
  const box = current()?.closest('tr').querySelector('input[type="checkbox"]');
  box?.click();
  return Boolean(box);
}
