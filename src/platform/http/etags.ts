import etag from '@fastify/etag';
import type { FastifyInstance, onSendHookHandler } from 'fastify';

/**
 * What does not say how it may be kept: answers to reading are private and asked for anew every time, all others are
 * kept nowhere. A token or a customer's data must never lie in a shared cache because a route forgot the header.
 */
export function registerCacheDefaults(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reply.hasHeader('cache-control'))
      void reply.header('cache-control', reads ? 'private, no-cache' : 'no-store');
    done(null, payload);
  });
}

/** Validators for what may be kept. What is personal is `no-store`, so hashing it at every request would be for nothing. */
export async function registerEtags(fastify: FastifyInstance): Promise<void> {
  const register = etag as unknown as (host: EtagHost, options: { weak: boolean }) => Promise<void>;
  const addHook = (_name: 'onSend', hook: onSendHookHandler) =>
    fastify.addHook('onSend', function (request, reply, payload, done) {
      if (String(reply.getHeader('cache-control')).includes('no-store')) done(null, payload);
      else hook.call(this, request, reply, payload, done);
    });
  await register({ addHook }, { weak: true });
}

interface EtagHost {
  addHook(name: 'onSend', hook: onSendHookHandler): unknown;
}
