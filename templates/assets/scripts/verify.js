// Hashes a chosen or dropped file where it is, and asks the portal by the hash alone. Loaded only by its page.
import { sha256 } from '@noble/hashes/sha2.js';

// Read piece by piece, so that a file of any size needs no more memory than one piece.
const pieceBytes = 4 * 1024 * 1024;

for (const place of document.querySelectorAll('[data-verify]')) prepare(place);

function prepare(place) {
  const input = place.querySelector('input[type="file"]');
  const zone = place.querySelector('[data-verify-drop]');
  input.addEventListener('change', () => check(place, input.files[0]));
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('is-over');
  });
  for (const type of ['dragleave', 'drop'])
    zone.addEventListener(type, () => zone.classList.remove('is-over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    check(place, event.dataTransfer.files[0]);
  });
}

async function check(place, file) {
  if (!file || place.dataset.busy) return;
  place.dataset.busy = 'true';
  const text = place.querySelector('[data-verify-text]');
  place.querySelector('[data-verify-progress]').hidden = false;
  text.textContent = place.dataset.busyText;
  try {
    const hash = await hashOf(file, place.querySelector('progress'));
    location.assign(`/downloads/verify?sha256=${hash}`);
  } catch {
    // The file was moved or changed meanwhile.
    text.textContent = place.dataset.failedText;
  } finally {
    delete place.dataset.busy;
  }
}

async function hashOf(file, progress) {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += pieceBytes) {
    hash.update(new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer()));
    progress.value = Math.round((Math.min(at + pieceBytes, file.size) / file.size) * 100);
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
