import { announce, whenPresent } from './dom.js';

whenPresent('[data-file-drop]', (zone) => {
  const input = zone.querySelector('input[type="file"]');
  const list = zone.querySelector('[data-file-list]');
  let chosen = [];

  const show = (refusals = []) => {
    const transfer = new DataTransfer();
    for (const file of chosen) transfer.items.add(file);
    input.files = transfer.files;
    list.replaceChildren(...refusals.map(refusalItem), ...chosen.map((file) => fileItem(file)));
  };

  const add = (files) => {
    const refusals = [];
    for (const file of files) {
      if (isTaken(zone, file)) continue;
      const refusal = refuse(zone, file, chosen.length);
      if (refusal) refusals.push(refusal);
      else chosen = input.multiple ? [...chosen, file] : [file];
    }
    show(refusals);
  };

  // A file that another script made of one that was chosen.
  zone.addEventListener('latchkey:add-file', ({ detail }) => add([detail.file]));

  const fileItem = (file) => {
    const button = element('button', '✕');
    button.type = 'button';
    button.setAttribute('aria-label', text(zone.dataset.removeText, file));
    button.addEventListener('click', () => {
      chosen = chosen.filter((other) => other !== file);
      show();
      input.focus();
    });
    return element(
      'li',
      element('span', file.name, 'lk-file-name'),
      element('span', size(file.size), 'lk-muted'),
      button,
    );
  };

  input.addEventListener('change', () => {
    const picked = [...input.files];
    if (!input.multiple) chosen = [];
    add(picked);
  });
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('is-over');
  });
  for (const type of ['dragleave', 'drop'])
    zone.addEventListener(type, () => zone.classList.remove('is-over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    add(event.dataTransfer.files);
  });
  zone.closest('form')?.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add(event.clipboardData.files);
    announce([...event.clipboardData.files].map((file) => file.name).join(', '));
  });
  zone.closest('form')?.addEventListener('reset', () => {
    chosen = [];
    show();
  });
});

/** Another script takes the file, say because it is uploaded in parts. */
function isTaken(zone, file) {
  return !zone.dispatchEvent(
    new CustomEvent('latchkey:file', { bubbles: true, cancelable: true, detail: { file } }),
  );
}

function refuse(zone, file, count) {
  const { maxBytes, maxFiles, tooLargeText, tooManyText } = zone.dataset;
  if (maxBytes && file.size > Number(maxBytes)) return text(tooLargeText, file);
  if (maxFiles && count >= Number(maxFiles)) return text(tooManyText, file);
  return null;
}

function refusalItem(message) {
  const item = element('li', message);
  item.className = 'is-refused';
  return item;
}

function text(template, file) {
  return (template ?? '{name}').replace('{name}', file.name);
}

function size(bytes) {
  const [amount, unit] = bytes < 1e6 ? [Math.max(bytes / 1e3, 0.1), 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const format = { style: 'unit', unit, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, format).format(amount);
}

function element(tag, ...content) {
  const made = document.createElement(tag);
  const className = tag === 'span' ? content.pop() : '';
  if (className) made.className = className;
  made.append(...content);
  return made;
}
