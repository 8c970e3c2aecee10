import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { SignedIn } from '../../../kernel/actor.js';
import { ACCESS, type Access } from '../access.js';
import type { Reply, Request } from '../request.js';
import { Once } from './once.js';
import { WITHOUT_IDEMPOTENCY } from './without-idempotency.js';

/**
 * Makes a POST under /api/v1 of somebody who is signed in happen once per Idempotency-Key. Open routes do it
 * themselves, with {@link Once}, when they know who calls.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly once: Once,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const actor = request.actor;
    if (request.method !== 'POST' || !request.url.startsWith('/api/v1/')) return next.handle();
    if (request.headers['idempotency-key'] === undefined) return next.handle();
    if (actor.kind !== 'customer' && actor.kind !== 'staff') return next.handle();
    if (this.isExempt(context)) return next.handle();
    const of = { scope: actorKey(actor), request, reply: context.switchToHttp().getResponse<Reply>() };
    const handled = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(this.once.perform(of, handled));
  }

  private isExempt(context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(WITHOUT_IDEMPOTENCY, places)) return true;
    return this.reflector.getAllAndOverride<Access | undefined>(ACCESS, places)?.to === 'public';
  }
}

function actorKey(actor: SignedIn): string {
  return actor.kind === 'customer' ? `${actor.userId}@${actor.organizationId}` : actor.userId;
}
