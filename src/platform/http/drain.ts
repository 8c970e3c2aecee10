import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const patienceMs = 8_000;
const lookEveryMs = 100;

/**
 * Closes the application within about 8 s. Requests that run may end; a connection that becomes idle meanwhile is
 * closed at once, since a client that keeps it open would hold the server until its keep-alive timeout.
 */
export async function drain(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const look = setInterval(() => server.closeIdleConnections(), lookEveryMs);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  try {
    await app.close();
  } finally {
    clearInterval(look);
    clearTimeout(cut);
  }
}
