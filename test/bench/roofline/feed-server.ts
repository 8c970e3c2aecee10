import { createHash } from 'node:crypto';
import fastify from 'fastify';
import pg from 'pg';

/*
 * The least work that could answer an updater: one process of Fastify, one prepared indexed query for the license, and a
 * document of the same size that lies in memory. What the portal needs beyond this is its own cost.
 */
const [portText = '0'] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const license = {
  name: 'license',
  text: `select l.status, l.maintenance_ends_at
    from licensing.update_feed f join licensing.license l on l.id = f.license_id
    where f.token_hash = $1 and f.closed_at is null`,
};
const document = Buffer.from(JSON.stringify({ counter: 1, releases: 'x'.repeat(20_000) }));
const etag = '"roofline"';

const app = fastify();
app.get('/health/live', () => ({ status: 'ok' }));
app.get<{ Params: { feed: string } }>('/updates/:feed/feed.json', async ({ params, headers }, reply) => {
  const hash = createHash('sha256').update(params.feed).digest();
  const { rows } = await pool.query({ ...license, values: [hash] });
  if (rows.length === 0) return reply.status(404).send();
  void reply.header('etag', etag);
  if (headers['if-none-match'] === etag) return reply.status(304).send();
  return reply.type('application/json').send(document);
});
await app.listen({ port: Number(portText), host: '127.0.0.1' });
