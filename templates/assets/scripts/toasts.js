import { on, whenPresent } from './dom.js';

on('click', '[data-toast-close]', (button) => button.closest('[data-toast]').remove());

// Good news leaves by itself, but not while somebody reads it; bad news stays, and what counts down leaves when it is over.
whenPresent('[data-toast]', (toast) => {
  if (toast.dataset.toast !== 'success' && toast.dataset.toast !== 'info') return;
  let timer;
  const start = () => {
    timer = setTimeout(() => toast.remove(), 10_000);
  };
  const stop = () => clearTimeout(timer);
  for (const type of ['pointerenter', 'focusin']) toast.addEventListener(type, stop);
  for (const type of ['pointerleave', 'focusout']) toast.addEventListener(type, start);
  start();
});
