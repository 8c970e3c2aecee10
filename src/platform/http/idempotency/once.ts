import { createHash } from 'node:crypto';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Reply, Request } from '../request.js';
import { IdempotencyKeyMalformed, StillAtWork } from './idempotency.errors.js';
import { type Answer, IdempotencyKeys } from './idempotency-keys.js';

/** A request that may be repeated. `scope` is whose key it is: the same key in another scope is another key. */
export interface Repeatable {
  readonly scope: string;
  readonly request: Request;
  readonly reply: Reply;
}

/**
 * Repeats of a request with the same Idempotency-Key have one effect and one answer: key, effect and answer are stored
 * in one transaction, which the use case's own joins. A refusal rolls back and stores nothing.
 *
 * The effect must therefore answer from what its command returned: a read through ReadDatabase runs outside of this
 * transaction and does not see its effect yet.
 */
@Injectable()
export class Once {
  constructor(
    private readonly em: EntityManager,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * What the effect answers, or answered to the first request with this key; without a key it just happens.
   * @throws IdempotencyKeyMalformed, IdempotencyKeyReused
   * @throws StillAtWork when the first one takes longer than a twin may wait
   */
  async perform<T>(of: Repeatable, effect: () => Promise<T>): Promise<T> {
    const { scope, request, reply } = of;
    if (request.headers['idempotency-key'] === undefined) return effect();
    const keyHash = hashOf(scope, keyOf(request));
    const requestHash = hashOf(request.method, request.url, JSON.stringify(request.body ?? null));
    return await this.em.fork().transactional(async (em) => {
      if (!(await this.keys.take(em, keyHash, requestHash).catch(stillAtWork))) {
        return replay(reply, await this.keys.answer(em, keyHash, requestHash)) as T;
      }
      const body = await effect();
      // What the command changed is written first: its refusals by the database must not leave an answer behind.
      await em.flush();
      const location = reply.getHeader('location');
      await this.keys.keep(em, keyHash, {
        status: reply.statusCode,
        location: location === undefined ? null : String(location),
        body,
      });
      return body;
    });
  }
}

function replay(reply: Reply, answer: Answer): unknown {
  void reply.status(answer.status).header('idempotent-replayed', 'true');
  if (answer.location !== null) void reply.header('location', answer.location);
  return answer.body;
}

function keyOf(request: Request): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(key)) throw IdempotencyKeyMalformed.key();
  if (request.headers['content-type']?.startsWith('multipart/')) throw IdempotencyKeyMalformed.body();
  return key;
}

function hashOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // With lengths, so that no two lists of parts run together to the same text.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
}

/** 55P03: lock_timeout. @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
function stillAtWork(error: unknown): never {
  throw typeof error === 'object' && error !== null && 'code' in error && error.code === '55P03'
    ? StillAtWork.retry()
    : error;
}
