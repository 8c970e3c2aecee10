// Forms whose answer comes from a passkey: the button asks the device, then the form goes off with what it answered.
// Loaded only by pages that have such a form.
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

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
  if ('autofill' in form.dataset) suggest(form);
}

async function ask(form) {
  if (form.dataset.asking) return;
  form.dataset.asking = 'true';
  say(form, null);
  try {
    const optionsJSON = await optionsOf(form);
    const start = form.dataset.passkey === 'create' ? startRegistration : startAuthentication;
    // Suggestions that wait are over with this: one question at a time.
    send(form, await start({ optionsJSON }));
  } catch {
    // Cancelled, timed out, or no such passkey: browsers do not tell which, and the way on is the same.
    say(form, 'failed');
    if ('autofill' in form.dataset) suggest(form);
  } finally {
    delete form.dataset.asking;
  }
}

/** Has the browser offer passkeys among its suggestions for the login field, under a challenge of its own. */
async function suggest(form) {
  if (!(await browserSupportsWebAuthnAutofill())) return;
  let renewal;
  try {
    const optionsJSON = await optionsOf(form);
    if (form.dataset.asking) return;
    // The portal forgets the challenge, and the browser does not know.
    renewal = setTimeout(() => whenSeen(() => suggest(form)), optionsJSON.timeout * 0.9);
    send(form, await startAuthentication({ optionsJSON, useBrowserAutofill: true }));
  } catch {
    // Nobody asked for it, so nobody is told; the button is there.
    clearTimeout(renewal);
  }
}

function whenSeen(run) {
  if (document.hidden) document.addEventListener('visibilitychange', () => whenSeen(run), { once: true });
  else run();
}

function send(form, answer) {
  form.elements.answer.value = JSON.stringify(answer);
  form.requestSubmit();
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
