import { announce, uniqueId, whenPresent } from './dom.js';

/**
 * Suggestions below a search field, by the combobox pattern of the ARIA Authoring Practices (list autocomplete with
 * manual selection). The server answers `{ items: [{ label, href, hint? }] }` to `?query=…`; Enter without a chosen
 * suggestion submits the form as if there were no script.
 */
class Combobox {
  constructor(container) {
    this.texts = container.dataset;
    this.input = container.querySelector('input');
    this.panel = document.createElement('div');
    this.panel.className = 'lk-options';
    this.panel.hidden = true;
    this.note = document.createElement('p');
    this.note.className = 'lk-options-note';
    this.list = document.createElement('ul');
    this.list.id = uniqueId('suggestions');
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', this.texts.listLabel ?? '');
    this.panel.append(this.note, this.list);
    container.append(this.panel);
    this.describeInput();
    this.listen(container);
  }

  describeInput() {
    this.input.setAttribute('role', 'combobox');
    this.input.setAttribute('aria-autocomplete', 'list');
    this.input.setAttribute('aria-controls', this.list.id);
    this.input.setAttribute('aria-expanded', 'false');
  }

  listen(container) {
    this.input.addEventListener('focus', () => this.refresh());
    this.input.addEventListener('input', () => this.refresh());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    // Pressing the mouse on a suggestion must not take focus away before the click arrives.
    this.panel.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => this.follow(event.target.closest('[role="option"]')));
    container.addEventListener('focusout', (event) => {
      if (!container.contains(event.relatedTarget)) this.close();
    });
  }

  refresh() {
    clearTimeout(this.timer);
    this.request?.abort();
    const query = this.input.value.trim();
    if (query === '') {
      this.show([]);
      this.say(this.texts.emptyText);
    } else if (this.texts.suggestUrl) {
      this.timer = setTimeout(() => this.load(query), 150);
    } else {
      this.close();
    }
  }

  async load(query) {
    this.request = new AbortController();
    const url = new URL(this.texts.suggestUrl, location.href);
    url.searchParams.set('query', query);
    try {
      const options = { headers: { accept: 'application/json' }, signal: this.request.signal };
      const response = await fetch(url, options);
      if (!response.ok) return this.close();
      const { items } = await response.json();
      this.show(items);
      if (items.length === 0) this.say(this.texts.noneText);
      else announce((this.texts.foundText ?? '{count}').replace('{count}', items.length));
    } catch (error) {
      if (error.name !== 'AbortError') this.close();
    }
  }

  show(items) {
    this.note.hidden = true;
    this.list.replaceChildren(...items.map(option));
    this.input.removeAttribute('aria-activedescendant');
    this.panel.hidden = false;
    this.input.setAttribute('aria-expanded', String(items.length > 0));
  }

  say(text) {
    this.note.textContent = text ?? '';
    this.note.hidden = !text;
    if (text) announce(text);
  }

  close() {
    clearTimeout(this.timer);
    this.panel.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  onKey(event) {
    const options = [...this.list.children];
    const current = options.findIndex((item) => item.getAttribute('aria-selected') === 'true');
    if (event.key === 'Escape' && !this.panel.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (this.panel.hidden) this.refresh();
      else if (options.length > 0) this.select(options, current + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && current >= 0 && !this.panel.hidden) {
      event.preventDefault();
      this.follow(options[current]);
    }
  }

  select(options, index) {
    const chosen = options.at(index % options.length);
    for (const item of options) item.setAttribute('aria-selected', String(item === chosen));
    this.input.setAttribute('aria-activedescendant', chosen.id);
    chosen.scrollIntoView({ block: 'nearest' });
  }

  follow(item) {
    if (item) location.assign(item.dataset.href);
  }
}

function option({ label, href, hint }) {
  const item = document.createElement('li');
  item.id = uniqueId('suggestion');
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', 'false');
  item.dataset.href = href;
  const name = document.createElement('span');
  name.textContent = label;
  item.append(name);
  if (hint) {
    const small = document.createElement('small');
    small.textContent = hint;
    item.append(small);
  }
  return item;
}

whenPresent('[data-combobox]', (container) => new Combobox(container));
