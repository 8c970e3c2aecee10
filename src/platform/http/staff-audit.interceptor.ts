import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, mergeMap, type Observable } from 'rxjs';
import { asking } from '../audit/asking.js';
import { Audit } from '../audit/audit.js';
import { CHANGES_NOTHING } from './changes-nothing.js';
import { Page } from './pages.js';
import type { Request } from './request.js';

/** Whatever staff change leaves one audit entry: the use case's own, or this one, which names the route. */
@Injectable()
export class StaffAuditInterceptor implements NestInterceptor {
  constructor(
    private readonly audit: Audit,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.actor.kind !== 'staff' || request.method === 'GET' || request.method === 'HEAD')
      return next.handle();
    if (this.reflector.get<boolean>(CHANGES_NOTHING, context.getHandler())) return next.handle();
    return next.handle().pipe(mergeMap((answer) => from(this.recorded(request, answer))));
  }

  private async recorded(request: Request, answer: unknown): Promise<unknown> {
    const refused = answer instanceof Page && answer.status >= 400;
    if (!refused && asking()?.recorded === 0) {
      const { id } = request.params as { id?: string };
      await this.audit.record({
        action: 'staff.changed',
        objectId: id ?? null,
        details: { route: `${request.method} ${request.routeOptions.url ?? ''}` },
      });
    }
    return answer;
  }
}
