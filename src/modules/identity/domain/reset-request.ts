import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { newId } from '../../../kernel/ids.js';
import { PasswordResetRequested } from '../events/password-reset-requested.js';

/**
 * That somebody asked for a reset, with what was typed. Known or not, the request stores the same row: only the worker
 * finds out whom it means, so that neither the answer nor its time tells (security.md A3).
 */
@Entity({ schema: 'identity', tableName: 'reset_request' })
export class ResetRequest extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  /** E-mail address or username as typed. */
  @Property({ type: 'text', nullable: true })
  readonly login!: string | null;

  @Property({ type: 'uuid', nullable: true })
  readonly licenseId!: string | null;

  @Property({ type: 'datetime', length: 3 })
  readonly requestedAt!: Date;

  static ask(about: { login: string | null; licenseId: string | null; now: Date }): ResetRequest {
    const request = new ResetRequest();
    const { login, licenseId, now } = about;
    change<ResetRequest>(request, { id: newId(), login, licenseId, requestedAt: now });
    request.raise(PasswordResetRequested.of({ requestId: request.id }, now));
    return request;
  }
}
