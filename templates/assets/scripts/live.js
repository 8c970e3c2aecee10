import { whenPresent } from './dom.js';
import { renew } from './renewal.js';

const hiddenMs = 10_000;
const pollMs = 30_000;
const mostPollMs = 300_000;

// An open page is told what changed and fetches itself anew, so that one place decides who sees what. Where no stream
// comes through it asks now and then; hidden it does neither, because browsers have few connections for one server.
whenPresent('[data-live]', (page) => {
  let stream = null;
  let mark = page.dataset.liveMark;
  let hasOpened = false;
  let polls = 0;
  let timer;
  let hiding;
  let renewing = null;
  let isOver = false;

  const over = () => {
    isOver = true;
    stop();
    for (const note of document.querySelectorAll('[data-live-over]')) note.hidden = false;
  };
  const fetched = async (address, accept) => {
    const answer = await fetch(address, { headers: { accept }, redirect: 'manual' });
    // Signed out, or not theirs any more: what stands there stays, and so does what was typed.
    if ([401, 403, 404].includes(answer.status) || answer.type === 'opaqueredirect') over();
    return answer.ok ? answer : null;
  };

  const refresh = async () => {
    const answer = await fetched(page.dataset.livePage + location.search, 'text/html');
    if (!answer) throw new Error('not now');
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = fresh.querySelector('[data-live]');
    if (!next) return;
    mark = next.dataset.liveMark;
    renew(fresh);
    again();
  };
  const schedule = () => {
    renewing ??= refresh()
      .catch(() => wait(changed, 5_000))
      .finally(() => {
        renewing = null;
        if (!missed) return;
        missed = false;
        schedule();
      });
  };
  let missed = false;
  const changed = () => {
    if (renewing) missed = true;
    else schedule();
  };
  // What ends by itself, like somebody's writing, is told by nobody.
  let later;
  const again = () => {
    clearTimeout(later);
    const ms = Number(document.querySelector('[data-live-again]')?.dataset.liveAgain);
    if (ms > 0) later = setTimeout(changed, ms);
  };

  const wait = (run, ms) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const poll = async () => {
    if (isOver || document.hidden) return;
    polls += 1;
    try {
      const answer = await fetched(page.dataset.live, 'application/json');
      if (answer) {
        const now = (await answer.json()).mark;
        if (now !== mark || now === '') await refresh();
      }
      if (isOver) return;
      if (polls % 4 === 0) listen();
      else wait(poll, pollMs);
    } catch {
      wait(poll, Math.min(pollMs * 2 ** Math.min(polls, 4), mostPollMs));
    }
  };

  const listen = () => {
    stop();
    if (isOver || document.hidden) return;
    stream = new EventSource(page.dataset.live);
    stream.addEventListener('mark', ({ data }) => {
      polls = 0;
      // A stream that comes back may have missed something; a mark of nothing tells nothing.
      if (data !== mark || (data === '' && hasOpened)) changed();
      hasOpened = true;
    });
    stream.addEventListener('changed', changed);
    stream.addEventListener('error', () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      stop();
      wait(poll, hasOpened ? 0 : 1_000);
    });
  };
  const stop = () => {
    stream?.close();
    stream = null;
    clearTimeout(timer);
  };

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(stop, hiddenMs);
    else if (!stream) listen();
  });
  addEventListener('pagehide', stop);
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) listen();
  });
  again();
  listen();
  if (page.dataset.liveWriting) tellOfWriting(page.dataset.liveWriting);
});

function tellOfWriting(address) {
  let last = -Infinity;
  document.querySelector('#reply')?.addEventListener('input', ({ target }) => {
    if (!target.matches('textarea') || performance.now() - last < 5_000) return;
    last = performance.now();
    const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';
    fetch(address, { method: 'POST', headers: { 'x-csrf-token': token } }).catch(() => undefined);
  });
}
