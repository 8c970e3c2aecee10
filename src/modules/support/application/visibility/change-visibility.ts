import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Forbidden, InvalidInput } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { People } from '../../../../platform/ports/people.js';
import { Visibility, type VisibilityRule } from '../../domain/visibility/visibility.js';

/** Owners decide who of the organization sees requests that are not their own (row SU-2); it holds at once. */
@Injectable()
export class ChangeVisibility {
  constructor(
    readonly em: EntityManager,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  /** @throws Forbidden unless the actor manages the organization. @throws InvalidInput for who is no member */
  @Transactional()
  async execute(actor: CustomerActor, rule: VisibilityRule): Promise<void> {
    const { organizationId } = actor;
    if (!may(actor, 'organization.manage'))
      throw new Forbidden('Access denied: ask an owner to decide this.');
    if (rule.mode === 'members') await this.ensureMembers(actor, rule.memberIds);
    const known = await this.em.findOne(Visibility, { organizationId });
    const visibility = known ?? Visibility.of(organizationId);
    visibility.rule(rule);
    this.em.persist(visibility);
    await recordAudit(this.em, this.clock.now(), {
      action: 'support.visibility-changed',
      actor,
      organizationId,
      details: { mode: visibility.mode, roles: visibility.roles, memberIds: visibility.memberIds },
    });
  }

  private async ensureMembers({ organizationId }: CustomerActor, ids: readonly string[]): Promise<void> {
    const members = await this.people.colleagues(organizationId, 'tickets.read');
    if (ids.every((id) => members.some((member) => member.id === id))) return;
    throw InvalidInput.field('memberIds', 'Choose members who may read requests.');
  }
}
