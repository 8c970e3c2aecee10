// A double click makes one submission; the button says so meanwhile.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method === 'dialog' || form.method === 'get' || form.matches('[data-theme-form]')) return;
  if (event.defaultPrevented) return;
  if ('pending' in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.pending = '';
  event.submitter?.setAttribute('data-pressed', '');
  form.setAttribute('aria-busy', 'true');
  // A download keeps the page, so the form must come back.
  if ('repeatable' in form.dataset) setTimeout(() => release(form), 3000);
});

document.addEventListener('htmx:finally:request', (event) => {
  const form = event.target.closest?.('form') ?? event.target;
  if (form instanceof HTMLFormElement) release(form);
});

// Going back shows the page as it was left, pending button and all.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-pending]')) release(form);
});

function release(form) {
  delete form.dataset.pending;
  form.removeAttribute('aria-busy');
  form.querySelector('[data-pressed]')?.removeAttribute('data-pressed');
}
