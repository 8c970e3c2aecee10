import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';

const requestSeconds = new Histogram({
  name: 'latchkey_http_request_seconds',
  help: 'From the first byte of a request to the last of its answer',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
});

/** Measures every request by its route's pattern, never by its address, which holds ids and would not end. */
export function registerMetrics(app: NestFastifyApplication): void {
  if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onResponse', (request, reply, done) => {
    // How long somebody left a page open is no measure of anything.
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) return done();
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    requestSeconds.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1_000,
    );
    done();
  });
}
