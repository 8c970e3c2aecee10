// Forms whose answer comes from a passkey: the button asks the device, then the form goes off with what it answered.
// Loaded only by pages that have such a form.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

for (const form of document.querySelectorAll('form[data-passkey]')) prepare(form);

function prepare(form) {
  if (!browserSupportsWebAuthn()) {
    say(form, 'unsupported');
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    return;
  }
  form.addEventListener('submit', (event) => {
    if (form.elements.answer.value !== '') return;
    event.preventDefault();
    ask(form);
  });
}

async function ask(form) {
  if (form.dataset.asking) return;
  form.dataset.asking = 'true';
  say(form, null);
  try {
    const optionsJSON = await optionsOf(form);
    const start = form.dataset.passkey === 'create' ? startRegistration : startAuthentication;
    form.elements.answer.value = JSON.stringify(await start({ optionsJSON }));
    form.requestSubmit();
  } catch {
    // Cancelled, timed out, or no such passkey: browsers do not tell which, and the way on is the same.
    say(form, 'failed');
  } finally {
    delete form.dataset.asking;
  }
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(form.dataset.optionsFrom, { method: 'POST', headers, body: '{}' });
  if (!response.ok) throw new Error(`The options answered ${response.status}.`);
  return response.json();
}

function say(form, what) {
  for (const name of ['unsupported', 'failed'])
    form.querySelector(`[data-passkey-${name}]`).hidden = name !== what;
}
