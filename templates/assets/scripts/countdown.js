import { whenPresent } from './dom.js';

// What is left comes from the server, so a clock that is wrong here counts right. It is read out once, not each second.
whenPresent('[data-countdown]', (shown) => {
  const { countdown, countdownText, countdownOver } = shown.dataset;
  const end = performance.now() + Number(countdown);
  shown.setAttribute('aria-live', 'off');
  const tick = () => {
    if (!shown.isConnected) return;
    const seconds = Math.ceil((end - performance.now()) / 1_000);
    shown.textContent = seconds > 0 ? countdownText.replace('{seconds}', seconds) : countdownOver;
    if (seconds > 0) setTimeout(tick, 250);
    else setTimeout(() => shown.closest('[data-toast]')?.remove(), 2_000);
  };
  tick();
});
