import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import type { UserId } from '../../../../kernel/ids.js';
import { type Colleague, People } from '../../../../platform/ports/people.js';
import { mayFollow, mayShare } from '../../domain/ticket.policy.js';
import type { VisibilityRule } from '../../domain/visibility/visibility.js';
import type { Thread } from '../ticket-thread.js';
import { ShowVisibility } from './show-visibility.js';

/** Who sees a request, and what the actor may change about that. */
export interface Sharing {
  readonly rule: VisibilityRule;
  readonly follows: boolean;
  readonly mayFollow: boolean;
  readonly mayShare: boolean;
  /** Who could be added, by name; nobody unless the actor may share. */
  readonly colleagues: readonly Colleague[];
}

/** Tells of a request that the actor sees who else does. */
@Injectable()
export class ShowSharing {
  constructor(
    private readonly visibility: ShowVisibility,
    private readonly people: People,
  ) {}

  async execute(actor: CustomerActor, thread: Thread): Promise<Sharing> {
    const shares = mayShare(actor, thread) && !actor.limitedTo;
    const [rule, members] = await Promise.all([
      this.visibility.ruleOf(thread.organizationId),
      shares ? this.people.colleagues(thread.organizationId, 'tickets.read') : [],
    ]);
    const known = new Set<UserId>([thread.requesterId, ...thread.followerIds]);
    const follows = thread.followerIds.includes(actor.userId);
    return {
      rule,
      follows,
      // Whoever reads this sees the request, by the rule or because the requester added them.
      mayFollow: mayFollow(actor, thread, { rule, added: true }),
      mayShare: mayShare(actor, thread),
      colleagues: members.filter(({ id }) => !known.has(id)),
    };
  }
}
