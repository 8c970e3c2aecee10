// Shows what is in a diagnostic bundle before anything of it leaves the browser, and packs it anew without what its sender
// takes out. Archives are read in slices: a file of 2 GiB is never in memory.
import { openBundle } from './bundle-zip.js';
import { findIn, readableText, withoutPassages } from './passages.js';

const seen = new WeakSet();
const previewLength = 20_000;
const mostFindings = 200;

for (const area of document.querySelectorAll('[data-uploads]')) {
  const dialog = area.querySelector('[data-bundle-dialog]');
  // Before the script that uploads large files may take it.
  area.addEventListener('latchkey:file', (event) => take(event, area, dialog), { capture: true });
}

async function take(event, area, dialog) {
  const { file } = event.detail;
  if (seen.has(file) || !/\.zip$/i.test(file.name)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  seen.add(file);
  const zone = event.target;
  const bundle = await openBundle(file).catch(() => null);
  // What is no bundle, or none that can be read, goes as any other file.
  if (!bundle) handBack(zone, file);
  else await review(bundle, dialog, area, (made) => handBack(zone, made));
}

function handBack(zone, file) {
  seen.add(file);
  zone.dispatchEvent(new CustomEvent('latchkey:add-file', { detail: { file } }));
}

async function review(bundle, dialog, area, attach) {
  const { manifest, entries } = bundle;
  const part = (name) => dialog.querySelector(`[data-bundle-${name}]`);
  const said = part('said');
  part('about').textContent = [manifest.product, manifest.version, manifest.os ?? manifest.platform].join(
    ' · ',
  );
  void advise(manifest, area, part('advice'));
  part('files').replaceChildren();
  part('findings').replaceChildren();
  said.textContent = dialog.dataset.readingText;
  part('attach').disabled = true;
  dialog.showModal();

  const purposes = new Map(manifest.files.map(({ path, purpose }) => [path, purpose]));
  const blanks = new Map();
  const files = [];
  for (const entry of entries) {
    const text = await readableText(bundle, entry);
    const row = fileRow(dialog, { entry, purpose: purposes.get(entry.name), text });
    part('files').append(row.item);
    files.push({ entry, text, row });
  }
  const texts = [...files.map(({ text }) => text ?? ''), ...manifest.errors.map(({ message }) => message)];
  for (const finding of findIn(texts)) addBlank(finding);
  said.textContent = dialog.dataset.foundText.replace('{count}', blanks.size);
  part('attach').disabled = false;
  render();

  part('add').onclick = () => {
    const value = part('more').value.trim();
    if (value.length < 2) return;
    addBlank({ kind: 'own', value });
    part('more').value = '';
    render();
    said.textContent = dialog.dataset.foundText.replace('{count}', blanks.size);
  };
  part('more').onkeydown = (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    part('add').click();
  };
  part('attach').onclick = async () => {
    part('attach').disabled = true;
    said.textContent = dialog.dataset.packingText;
    attach(await packed());
    dialog.close();
    area.querySelector('input[type="file"]').focus();
  };

  function addBlank({ kind, value }) {
    if (blanks.has(value)) return;
    const box = { checked: true };
    blanks.set(value, box);
    if (blanks.size > mostFindings) return;
    const item = dialog.querySelector('[data-bundle-finding]').content.firstElementChild.cloneNode(true);
    const input = item.querySelector('input');
    item.querySelector('[data-value]').textContent = value;
    item.querySelector('[data-kind]').textContent = dialog.dataset[`${kind}Text`];
    input.onchange = () => {
      box.checked = input.checked;
      render();
    };
    part('findings').append(item);
  }

  function chosen() {
    return [...blanks].filter(([, { checked }]) => checked).map(([value]) => value);
  }

  function render() {
    const values = chosen();
    for (const { text, row } of files) {
      if (text !== null) row.preview(withoutPassages(text.slice(0, previewLength), values).text);
    }
  }

  async function packed() {
    const values = chosen();
    const kept = [];
    const redactions = [...(manifest.redactions ?? [])];
    for (const { entry, text, row } of files) {
      if (!row.isKept()) {
        redactions.push({ path: entry.name, kind: 'left-out', count: 1 });
        continue;
      }
      const blanked = text === null ? { count: 0 } : withoutPassages(text, values);
      if (blanked.count > 0) redactions.push({ path: entry.name, kind: 'blanked', count: blanked.count });
      kept.push({ entry, text: blanked.count > 0 ? blanked.text : null });
    }
    const errors = manifest.errors.map((error) => ({
      ...error,
      message: withoutPassages(error.message, values).text,
    }));
    return await bundle.without({
      kept,
      manifest: { ...manifest, errors, redactions: redactions.slice(0, 1_000) },
    });
  }
}

let asked = 0;

/** Asks what is worth knowing, by product and version alone: of the archive itself nothing leaves the browser. */
async function advise({ product, version }, area, place) {
  asked += 1;
  const mine = asked;
  place.replaceChildren();
  const { advice, license } = area.dataset;
  const licenseId = area.closest('form').elements.licenseId?.value || license;
  if (!advice || !licenseId) return;
  const address = `${advice}?${new URLSearchParams({ licenseId, product, version })}`;
  const answer = await fetch(address, { redirect: 'manual' }).catch(() => null);
  if (!answer?.ok) return;
  const told = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (mine === asked) place.replaceChildren(...told.body.children);
}

function fileRow(dialog, { entry, purpose, text }) {
  const item = dialog.querySelector('[data-bundle-file]').content.firstElementChild.cloneNode(true);
  const box = item.querySelector('input');
  item.querySelector('[data-name]').textContent = entry.name;
  item.querySelector('[data-purpose]').textContent = purpose ?? '';
  const details = item.querySelector('details');
  const pre = item.querySelector('pre');
  if (text === null) details.replaceWith(noteOf(dialog.dataset.noTextText));
  else pre.setAttribute('aria-label', entry.name);
  return {
    item,
    isKept: () => box.checked,
    preview: (shown) => {
      pre.textContent = shown;
    },
  };
}

function noteOf(text) {
  const note = document.createElement('p');
  note.className = 'text-sm text-muted';
  note.textContent = text;
  return note;
}
