/** Runs for each match now and for those that htmx brings later. */
export function whenPresent(selector, run) {
  const seen = new WeakSet();
  const visit = () => {
    for (const element of document.querySelectorAll(selector)) {
      if (seen.has(element)) continue;
      seen.add(element);
      run(element);
    }
  };
  visit();
  document.addEventListener('htmx:after:swap', visit);
}

/** One listener on the document for all matches, present and future. */
export function on(type, selector, run) {
  document.addEventListener(type, (event) => {
    const element = event.target instanceof Element ? event.target.closest(selector) : null;
    if (element) run(element, event);
  });
}

const announcer = document.createElement('div');
announcer.className = 'sr-only';
announcer.setAttribute('role', 'status');
document.body.append(announcer);

/** Says a short text to screen readers. */
export function announce(text) {
  announcer.textContent = '';
  requestAnimationFrame(() => {
    announcer.textContent = text;
  });
}

let number = 0;

export function uniqueId(prefix) {
  number += 1;
  return `${prefix}-${number}`;
}
