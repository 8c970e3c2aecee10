import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { AuditTrail, type TrailEntry } from '../../../../platform/audit/audit-trail.js';
import type { Listing, ListQuery } from '../../../../platform/http/paging.js';

/** What happened to the actor's account, the newest first (row ID-5). */
@Injectable()
export class ListSecurityEvents {
  constructor(private readonly trail: AuditTrail) {}

  /** @throws InvalidInput naming `cursor` */
  execute(actor: SignedIn, query: ListQuery): Promise<Listing<TrailEntry>> {
    return this.trail.about(actor.userId, query);
  }
}
