// Sends large files in parts (tus 1.0.0), so that a broken connection, a restarted server or a closed page costs one
// part and not the file. Loaded only by pages that have such a form; without it the form sends the file in one go.
import { Upload } from 'tus-js-client';
import { refusalOf } from './attachments.js';

const partBytes = 8 * 1024 * 1024;

for (const form of document.querySelectorAll('form[data-resumable]')) prepare(form);

function prepare(form) {
  const panel = form.querySelector('[data-upload-panel]');
  const bar = panel.querySelector('progress');
  const pause = panel.querySelector('[data-upload-pause]');
  let upload = null;
  let paused = false;

  form.addEventListener('submit', async (event) => {
    const [file] = form.elements.file.files;
    if (!file) return;
    event.preventDefault();
    if (upload) return;
    upload = uploadOf(file);
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) upload.resumeFromPreviousUpload(earlier);
    panel.hidden = false;
    run();
  });

  pause.addEventListener('click', async () => {
    if (!paused) {
      paused = true;
      await upload.abort();
      pause.textContent = panel.dataset.resumeText;
      say('paused');
    } else run();
  });

  function run() {
    paused = false;
    pause.hidden = false;
    pause.textContent = panel.dataset.pauseText;
    say('sending');
    upload.start();
  }

  function uploadOf(file) {
    const { platform, architecture, type } = form.elements;
    return new Upload(file, {
      endpoint: form.dataset.resumable,
      chunkSize: partBytes,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000, 30_000],
      removeFingerprintOnSuccess: true,
      headers: { 'x-csrf-token': form.dataset.token, accept: 'application/json' },
      metadata: {
        filename: file.name,
        releaseId: form.dataset.release,
        platform: platform.value,
        architecture: architecture.value,
        type: type.value,
      },
      fingerprint: async () =>
        ['latchkey', form.dataset.release, file.name, file.size, file.lastModified].join('|'),
      onProgress: (sent, total) => {
        bar.value = total === 0 ? 0 : (100 * sent) / total;
        const percent = Math.floor(bar.value);
        panel.querySelector('[data-upload-percent]').textContent = `${percent} %`;
        if (sent === total) say('assembling');
      },
      onSuccess: () => location.assign(form.dataset.done),
      onError: (error) => {
        upload = null;
        pause.hidden = true;
        say('failed', refusalOf(error));
      },
    });
  }

  function say(what, more = '') {
    const text = panel.dataset[`${what}Text`];
    panel.querySelector('[data-upload-state]').textContent = more === '' ? text : `${text} ${more}`;
  }
}
