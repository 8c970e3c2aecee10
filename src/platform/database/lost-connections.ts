import type pg from 'pg';

/**
 * Gives the place of a connection that died in use back to its pool. Kysely releases a transaction's connection only
 * after a commit or rollback that worked, so without this every transaction that a server's restart cuts off would
 * cost one place for good, until nothing can connect any more.
 */
export function releaseLostConnections(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    client.once('end', () => {
      try {
        client.release(true);
      } catch {
        // It was idle or being released: the pool has dropped it already.
      }
      // Whoever still holds it may release it once more.
      client.release = () => undefined;
    });
  });
}
