import { announce, on } from './dom.js';

/** Takes from the page as it is now what is new, and nothing that somebody is at. */
export function renew(fresh) {
  const keep = stayAt(document.activeElement);
  const said = [...document.querySelectorAll('[data-live-part]')].map((part) => renewPart(part, fresh));
  const thread = document.querySelector('[data-live-thread]');
  const came = thread ? renewThread(thread, fresh.querySelector('[data-live-thread]')) : [];
  keep();
  // What came is made work as if htmx had brought it.
  document.dispatchEvent(new Event('htmx:after:swap'));
  if (came.length > 0) said.unshift(tell(came));
  const words = said.filter(Boolean).join(' ');
  if (words) announce(words);
}

/** Returns what to say of it, where it says anything. */
function renewPart(part, fresh) {
  const next = fresh.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
  if (!next || next.innerHTML === part.innerHTML) return null;
  const before = textOf(part);
  if (isInUse(part)) show(document.querySelector('[data-live-new]'));
  else part.innerHTML = next.innerHTML;
  const { liveSay } = part.dataset;
  if (!liveSay || textOf(part) === before) return null;
  return liveSay.replace('{status}', () => [...part.children].map(textOf).join(', '));
}

/** Somebody ticked, typed or stands in it. */
function isInUse(part) {
  return part.contains(document.activeElement) || part.querySelector('input:checked, details[open]') !== null;
}

function renewThread(thread, next) {
  if (!next) return [];
  const came = [];
  const known = new Map([...thread.children].map((entry) => [entry.id, entry]));
  let before = null;
  for (const entry of [...next.children]) {
    const old = known.get(entry.id);
    known.delete(entry.id);
    if (old) renewEntry(old, entry);
    const there = old ?? document.importNode(entry, true);
    if (!old) {
      if (before) before.after(there);
      else thread.prepend(there);
      came.push(there);
    }
    before = there;
  }
  for (const gone of known.values()) gone.remove();
  return came.filter((entry) => !entry.hasAttribute('data-own'));
}

/** Its times go on by themselves; what was taken out of it must go here, too. */
function renewEntry(old, next) {
  const [was, is] = [old, next].map((entry) => entry.querySelector('.lk-message-body'));
  if (was && is && saidIn(was) !== saidIn(is) && !old.contains(document.activeElement))
    was.innerHTML = is.innerHTML;
}

// Forms of its own, opened or refused, are no part of what it says.
function saidIn(body) {
  const copy = body.cloneNode(true);
  for (const form of copy.querySelectorAll('details')) form.remove();
  return textOf(copy);
}

const textOf = (element) => element.textContent.replace(/\s+/g, ' ').trim();

/** Keeps what has the focus, or else what stands at the top of the window, where it is. */
function stayAt(focused) {
  const anchor = focused && focused !== document.body && isSeen(focused) ? focused : null;
  if (!anchor) return () => undefined;
  const top = anchor.getBoundingClientRect().top;
  return () => scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: 'instant' });
}

function isSeen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** Shows the way to what came, and returns what to say of it. */
function tell(came) {
  const said = document.querySelector('[data-live-said]')?.dataset.liveSaid ?? '';
  const author = came.at(-1).querySelector('header span')?.textContent ?? '';
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    hide(document.querySelector('[data-live-new]'));
    read();
  });
  if (!isSeen(came[0])) show(document.querySelector('[data-live-new]'), came[0]);
  for (const entry of came) seen.observe(entry);
  return `${said.replace('{author}', () => author)}.`;
}

/** What came into sight was seen: an answer to it is not stopped. */
function read() {
  const messages = document.querySelectorAll('[data-live-thread] > [id^="m-"]');
  const field = document.querySelector('input[name="seenMessageId"]');
  if (field && messages.length > 0) field.value = messages[messages.length - 1].id.slice(2);
}

let first = null;

function show(note, target = null) {
  first = target;
  if (note) note.hidden = false;
}

function hide(note) {
  if (note) note.hidden = true;
}

on('click', '[data-live-jump]', () => {
  hide(document.querySelector('[data-live-new]'));
  if (!first) return;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: 'center' });
});
