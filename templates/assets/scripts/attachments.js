// Large files of requests: what is too large for the form goes in parts (tus 1.0.0), which go on after a broken
// connection, a restarted server, or when the same file is chosen again after a reload. The form then only names them.
import { defaultOptions, Upload } from 'tus-js-client';

const partBytes = 8 * 1024 * 1024;
/** Smaller files go with the form. */
const leastBytes = partBytes;
const dayMs = 24 * 3_600_000;

for (const area of document.querySelectorAll('[data-uploads]')) prepare(area);

function prepare(area) {
  const form = area.closest('form');
  const list = area.querySelector('[data-upload-list]');
  const said = area.querySelector('[data-upload-said]');
  const texts = area.dataset;
  const open = new Set();
  let waitingToSend = null;

  area.addEventListener('latchkey:file', (event) => {
    const { file } = event.detail;
    if (event.defaultPrevented || file.size < leastBytes || file.size > Number(texts.mostBytes)) return;
    event.preventDefault();
    begin(file);
  });
  form.addEventListener('submit', (event) => {
    if (open.size === 0) return;
    event.preventDefault();
    waitingToSend = event.submitter ?? undefined;
    said.textContent = texts.laterText;
    said.classList.remove('sr-only');
  });
  remind();

  async function begin(file) {
    const row = rowOf(file.name);
    const upload = uploadOf(file, row);
    open.add(upload);
    row.onPause(async (isPaused) => {
      if (isPaused) {
        await upload.abort();
        row.say(texts.pausedText);
      } else {
        row.say(texts.sendingText);
        upload.start();
      }
    });
    row.onRemove(() => {
      open.delete(upload);
      row.remove();
      // The server forgets what it has of it; when it cannot be told, within a day.
      upload.abort(true).catch(() => undefined);
      sendIfDone();
    });
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) upload.resumeFromPreviousUpload(earlier);
    row.say(texts.sendingText);
    upload.start();
  }

  function uploadOf(file, row) {
    const upload = new Upload(file, {
      endpoint: texts.uploads,
      chunkSize: partBytes,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000, 30_000],
      removeFingerprintOnSuccess: true,
      headers: { 'x-csrf-token': texts.token, accept: 'application/json' },
      metadata: { filename: file.name, ...(texts.ticket ? { ticketId: texts.ticket } : {}) },
      fingerprint: async () => [mark(), file.name, file.size, file.lastModified].join('|'),
      onProgress: (sent, total) => {
        row.progress(sent, total);
        if (sent === total) row.say(texts.assemblingText);
      },
      onSuccess: () => {
        open.delete(upload);
        row.done(`upload.${upload.url.split('/').at(-1)}`);
        sendIfDone();
      },
      onError: (error) => {
        open.delete(upload);
        waitingToSend = null;
        row.failed(`${texts.failedText} ${refusalOf(error)}`);
      },
    });
    return upload;
  }

  function sendIfDone() {
    if (waitingToSend === null || open.size > 0) return;
    const submitter = waitingToSend;
    waitingToSend = null;
    form.requestSubmit(submitter);
  }

  /** What a reload interrupted: a page cannot open the file again by itself. */
  async function remind() {
    const all = await defaultOptions.urlStorage.findAllUploads();
    for (const { creationTime, metadata, urlStorageKey } of all) {
      if (!urlStorageKey.includes(mark())) continue;
      if (Date.now() - Date.parse(creationTime) > dayMs) {
        await defaultOptions.urlStorage.removeUpload(urlStorageKey);
        continue;
      }
      const item = document.createElement('li');
      item.textContent = texts.againText.replace('{name}', metadata.filename);
      list.append(item);
    }
  }

  const mark = () => `latchkey-request|${texts.ticket ?? 'new'}`;

  function rowOf(name) {
    const item = document.createElement('li');
    const bar = document.createElement('progress');
    bar.className = 'progress progress-primary';
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', texts.progressText.replace('{name}', name));
    const state = textOf('lk-muted', '');
    const pause = buttonOf(texts.pauseText, name);
    const remove = buttonOf('✕', name);
    const drop = area.querySelector('[data-file-drop]').dataset.removeText;
    remove.setAttribute('aria-label', drop.replace('{name}', name));
    item.append(textOf('lk-file-name', name), bar, state, pause, remove);
    list.append(item);
    let paused = false;
    let spoken = '';
    const say = (text) => {
      spoken = text;
      state.textContent = text;
      said.textContent = `${name}: ${text}`;
    };
    return {
      say,
      progress(sent, total) {
        bar.value = total === 0 ? 0 : (100 * sent) / total;
        if (!paused && sent < total) state.textContent = `${spoken} ${Math.floor(bar.value)} %`;
      },
      onPause: (run) =>
        pause.addEventListener('click', () => {
          paused = !paused;
          pause.textContent = paused ? texts.resumeText : texts.pauseText;
          run(paused);
        }),
      onRemove: (run) => remove.addEventListener('click', run),
      remove: () => item.remove(),
      done(field) {
        const input = document.createElement('input');
        input.type = 'hidden';
        input.name = field;
        input.value = 'true';
        bar.remove();
        pause.remove();
        item.append(input);
        say(texts.doneText);
      },
      failed(text) {
        bar.remove();
        pause.remove();
        item.classList.add('is-refused');
        say(text);
      },
    };
  }
}

function textOf(className, text) {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}

function buttonOf(text, name) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.title = name;
  return made;
}

/** What the portal says of it, when it is the portal that refuses. */
export function refusalOf(error) {
  try {
    return JSON.parse(error.originalResponse.getBody()).detail ?? '';
  } catch {
    return '';
  }
}
