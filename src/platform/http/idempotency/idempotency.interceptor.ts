import { createHash } from 'node:crypto';
import { EntityManager } from '@mikro-orm/postgresql';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { SignedIn } from '../../../kernel/actor.js';
import { ACCESS, type Access } from '../access.js';
import type { Reply, Request } from '../request.js';
import { IdempotencyKeyMalformed, StillAtWork } from './idempotency.errors.js';
import { type Answer, IdempotencyKeys } from './idempotency-keys.js';
import { WITHOUT_IDEMPOTENCY } from './without-idempotency.js';

/**
 * Repeats of a POST under /api/v1 with the same Idempotency-Key have one effect and one answer: key, effect and
 * answer are stored in one transaction, which the use case's own joins. A refusal rolls back and stores nothing.
 *
 * The handler must therefore answer from what its command returned: a read through ReadDatabase runs outside of
 * this transaction and does not see its effect yet.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly em: EntityManager,
    private readonly keys: IdempotencyKeys,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const actor = request.actor;
    if (request.method !== 'POST' || !request.url.startsWith('/api/v1/')) return next.handle();
    if (request.headers['idempotency-key'] === undefined) return next.handle();
    if (actor.kind !== 'customer' && actor.kind !== 'staff') return next.handle();
    if (this.isExempt(context)) return next.handle();
    const keyHash = hashOf(actorKey(actor), keyOf(request));
    const reply = context.switchToHttp().getResponse<Reply>();
    return from(this.once(keyHash, request, reply, next));
  }

  private isExempt(context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(WITHOUT_IDEMPOTENCY, places)) return true;
    return this.reflector.getAllAndOverride<Access | undefined>(ACCESS, places)?.to === 'public';
  }

  private async once(keyHash: string, request: Request, reply: Reply, next: CallHandler): Promise<unknown> {
    const requestHash = hashOf(request.method, request.url, JSON.stringify(request.body ?? null));
    return await this.em.fork().transactional(async (em) => {
      if (!(await this.keys.take(em, keyHash, requestHash).catch(stillAtWork))) {
        return replay(reply, await this.keys.answer(em, keyHash, requestHash));
      }
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
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

function actorKey(actor: SignedIn): string {
  return actor.kind === 'customer' ? `${actor.userId}@${actor.organizationId}` : actor.userId;
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
