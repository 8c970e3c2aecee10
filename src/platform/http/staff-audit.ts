import { Injectable } from '@nestjs/common';
import { asking } from '../audit/asking.js';
import { Audit } from '../audit/audit.js';
import type { Reply, Request } from './request.js';

/** Whatever staff change leaves one audit entry: the use case's own, or this one, which names the route. */
@Injectable()
export class StaffAudit {
  constructor(private readonly audit: Audit) {}

  /** True for what staff changed and no use case recorded. */
  isDue({ method, actor, changesNothing }: Request, { statusCode }: Reply): boolean {
    if (method === 'GET' || method === 'HEAD' || changesNothing || statusCode >= 400) return false;
    return actor.kind === 'staff' && asking()?.recorded === 0;
  }

  async record(request: Request): Promise<void> {
    const { id } = request.params as { id?: string };
    await this.audit.record({
      action: 'staff.changed',
      objectId: id ?? null,
      details: { route: `${request.method} ${request.routeOptions.url ?? ''}` },
    });
  }
}
