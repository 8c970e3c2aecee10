import fastify from 'fastify';
import pg from 'pg';

/*
 * The least work that could answer whether a license may be used: one process of Fastify, one prepared indexed query,
 * its row as JSON. What the portal needs beyond this is its own cost.
 */
const [portText = '0'] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const machine = {
  name: 'machine',
  text: `select l.status, l.expires_at, l.maintenance_ends_at, y.features, i.last_seen_at
    from licensing.license l
      join licensing.policy y on y.id = l.policy_id
      join licensing.installation i on i.license_id = l.id and i.fingerprint = $2 and i.released_at is null
    where l.serial_number = $1`,
};

const app = fastify();
app.get('/health/live', () => ({ status: 'ok' }));
app.post<{ Body: { serialNumber: string; fingerprint: string } }>('/*', async ({ body }) => {
  const { rows } = await pool.query({ ...machine, values: [body.serialNumber, body.fingerprint] });
  return { code: rows[0] ? 'VALID' : 'NOT_FOUND', license: rows[0] ?? null };
});
await app.listen({ port: Number(portText), host: '127.0.0.1' });
