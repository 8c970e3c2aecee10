import { on } from './dom.js';

// The server remembers the choice; the page takes it at once.
on('submit', '[data-theme-form]', (form, event) => {
  const theme = event.submitter?.value;
  if (!theme) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  void fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = `latchkey-${theme}`;
  const scheme = document.querySelector('meta[name="color-scheme"]');
  if (scheme) scheme.content = theme === 'system' ? 'light dark' : theme;
  for (const button of document.querySelectorAll('[data-theme-form] button[name="theme"]')) {
    button.setAttribute('aria-pressed', String(button.value === theme));
  }
});
