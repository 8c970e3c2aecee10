import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { PageInterceptor } from './page.interceptor.js';
import { StaffAuditInterceptor } from './staff-audit.interceptor.js';

/**
 * What stands around every handler, from the outside in: pages are rendered, what staff changed is recorded, repeats are
 * recognized. One interceptor for the router, because it builds a chain of promises and observables for each of them
 * and each request, also where they have nothing to do.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(
    private readonly pages: PageInterceptor,
    private readonly staffAudit: StaffAuditInterceptor,
    private readonly repeats: IdempotencyInterceptor,
  ) {}

  intercept(context: ExecutionContext, handler: CallHandler): Observable<unknown> {
    const once = { handle: () => this.repeats.intercept(context, handler) };
    const recorded = { handle: () => this.staffAudit.intercept(context, once) };
    return this.pages.intercept(context, recorded);
  }
}
