import { on } from './dom.js';

// Browsers that know command and commandfor open dialogs themselves.
const native = 'commandForElement' in HTMLButtonElement.prototype;

on('click', '[data-dialog-open]', (button) => {
  const dialog = document.getElementById(button.dataset.dialogOpen);
  if (!native && dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
});

on('click', '[data-dialog-close]', (button) => button.closest('dialog')?.close());

document.addEventListener('click', (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom;
  if (!inside) dialog.close();
});
