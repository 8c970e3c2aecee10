import { announce, on, whenPresent } from './dom.js';

on('click', '[data-reveal]', (button) => {
  const input = button.parentElement.querySelector('input');
  const shown = input.type === 'text';
  input.type = shown ? 'password' : 'text';
  button.setAttribute('aria-pressed', String(!shown));
  input.focus();
});

// A password manager must find the field as it was.
document.addEventListener(
  'submit',
  (event) => {
    for (const input of event.target.querySelectorAll('.lk-reveal input')) input.type = 'password';
  },
  true,
);

whenPresent('[data-password-rules]', (list) => {
  const input = document.getElementById(list.dataset.passwordRules);
  const policy = JSON.parse(list.dataset.policy || 'null') ?? {};
  input?.addEventListener('input', () => {
    for (const item of list.querySelectorAll('[data-rule]'))
      tick(item, input.value, policy, list.dataset.metText);
  });
});

/** The server decides; rules that only it can check (lists of known passwords) stay unticked here. */
const rules = {
  length: (value, policy) => [...value].length >= (policy.minLength ?? policy.min ?? 8),
  uppercase: (value) => /\p{Lu}/u.test(value),
  lowercase: (value) => /\p{Ll}/u.test(value),
  digit: (value) => /\p{Nd}/u.test(value),
  special: (value, policy) => new RegExp(policy.special ?? '[^\\p{L}\\p{N}\\s]', 'u').test(value),
  personal: (value, policy) => value !== '' && !(policy.words ?? []).some((word) => contains(value, word)),
};

function tick(item, value, policy, metText) {
  const rule = rules[item.dataset.rule];
  if (!rule) return;
  const met = rule(value, policy);
  if (met && item.dataset.met !== 'true') announce(`${item.textContent.trim()}: ${metText ?? ''}`);
  item.dataset.met = String(met);
}

function contains(value, word) {
  const folded = fold(value);
  const search = fold(word);
  return (
    [...search].length >= 4 && (folded.includes(search) || folded.includes([...search].reverse().join('')))
  );
}

function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
