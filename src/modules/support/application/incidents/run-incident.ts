import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput, NotFound } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Licensing } from '../../../licensing/index.js';
import { TooManyRequestsInIncident } from '../../domain/incidents/incident.errors.js';
import { Incident, type IncidentId, type IncidentUpdateId } from '../../domain/incidents/incident.js';
import { ensureMayWork } from '../ticket-rights.js';

/** One update reaches all of them within minutes. */
export const mostInIncident = 2_000;

/** Agents gather requests about one cause, and tell all of them at once. Each step is one entry of the audit log. */
@Injectable()
export class RunIncident {
  constructor(
    readonly em: EntityManager,
    private readonly licensing: Licensing,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async open(actor: StaffActor, title: string): Promise<IncidentId> {
    ensureMayWork(actor);
    const incident = Incident.open(title, actor.userId, this.clock.now());
    this.em.persist(incident);
    await this.record('support.incident-opened', incident.id);
    return incident.id;
  }

  /**
   * Requests become part of the incident; one that is part of it already stays so.
   * @throws NotFound for the incident or one of the requests, IncidentResolved, TooManyRequestsInIncident
   */
  @Transactional()
  async gather(actor: StaffActor, id: string, ticketIds: readonly string[]): Promise<void> {
    ensureMayWork(actor);
    const incident = await this.locked(id);
    incident.ensureOpen();
    // Whoever was merged into another request is that one.
    const known: { id: string }[] = await this.em.execute(
      `select coalesce(x.into_id, t.id) as id from support.ticket t
        left join support.merged_ticket x on x.ticket_id = t.id where t.id = any(?::uuid[])`,
      [`{${ticketIds.join(',')}}`],
    );
    if (known.length < new Set(ticketIds).size) throw NotFound.of('request');
    for (const ticket of known)
      await this.em.execute(
        `insert into support.incident_ticket (incident_id, ticket_id, joined_at, joined_by_id)
        values (?, ?, ?, ?) on conflict do nothing`,
        [id, ticket.id, this.clock.now(), actor.userId],
      );
    const [held]: { count: number }[] = await this.em.execute(
      'select count(*)::int as count from support.incident_ticket where incident_id = ?',
      [id],
    );
    if ((held?.count ?? 0) > mostInIncident) throw TooManyRequestsInIncident.over(mostInIncident);
    await this.record('support.incident-requests-gathered', id);
  }

  /** @throws NotFound, IncidentResolved */
  @Transactional()
  async release(actor: StaffActor, id: string, ticketId: string): Promise<void> {
    ensureMayWork(actor);
    (await this.locked(id)).ensureOpen();
    await this.em.execute('delete from support.incident_ticket where incident_id = ? and ticket_id = ?', [
      id,
      ticketId,
    ]);
    await this.record('support.incident-request-released', id);
  }

  /**
   * A job makes it a reply in each of the requests. The one that resolves the incident closes them.
   * @throws NotFound, IncidentResolved
   */
  @Transactional()
  async tell(
    actor: StaffActor,
    id: string,
    said: { readonly body: string; readonly resolves: boolean },
  ): Promise<IncidentUpdateId> {
    ensureMayWork(actor);
    const incident = await this.locked(id);
    const update = incident.tell({ ...said, authorId: actor.userId }, this.clock.now());
    this.em.persist(update);
    await this.record(said.resolves ? 'support.incident-resolved' : 'support.incident-updated', id);
    return update.id;
  }

  /**
   * All customers read of it on the status page (row S3.10).
   * @throws NotFound, IncidentResolved, InvalidInput naming `productId` when there is no such product
   */
  @Transactional()
  async announce(
    actor: StaffActor,
    id: string,
    said: { readonly headline: string; readonly productId: string | null },
  ): Promise<void> {
    ensureMayWork(actor);
    const { productId } = said;
    if (productId !== null && !(await this.licensing.productNames()).has(productId))
      throw InvalidInput.field('productId', 'Choose one of the products.');
    (await this.locked(id)).announce(said, this.clock.now());
    await this.record('support.incident-announced', id);
  }

  /** It leaves the status page. @throws NotFound */
  @Transactional()
  async takeBack(actor: StaffActor, id: string): Promise<void> {
    ensureMayWork(actor);
    (await this.locked(id)).takeBack();
    await this.record('support.incident-taken-back', id);
  }

  private async locked(id: string): Promise<Incident> {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const incident = await this.em.findOne(Incident, { id: id as IncidentId }, { lockMode });
    if (!incident) throw NotFound.of('incident');
    return incident;
  }

  private record(action: string, objectId: string): Promise<void> {
    return recordAudit(this.em, this.clock.now(), { action, objectId });
  }
}
