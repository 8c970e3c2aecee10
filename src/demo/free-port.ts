import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from './embedded-postgres.js';

/**
 * What PORT asks for; 0 takes any.
 * @throws Error that says what to write
 */
export function wantedPort(text: string | undefined): number {
  const port = Number(text || 3000);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT is not usable; set it to a number from 1 to 65535, or leave it out for 3000.`);
}

/**
 * The wanted port, or the next that nobody listens on.
 * @throws Error that says what to do when there is none
 */
export async function nextFreePort(wanted: number): Promise<number> {
  if (wanted === 0) return await freePort();
  const last = Math.min(wanted + 49, 65_535);
  for (let port = wanted; port <= last; port += 1) {
    if ((await freePort(port).catch(() => 0)) && !(await answersOnSix(port))) return port;
  }
  throw new Error(`The ports ${wanted} to ${last} are all taken; set PORT to a free one.`);
}

// Browsers try ::1 first when they open "localhost", so another server there would be taken for the portal.
async function answersOnSix(port: number): Promise<boolean> {
  const socket = connect({ host: '::1', port, timeout: 500 });
  try {
    await Promise.race([once(socket, 'connect'), once(socket, 'timeout').then(() => Promise.reject())]);
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
