import type { CustomerPermission, StaffPermission } from '../../kernel/actor.js';
import type { OrganizationId, UserId } from '../../kernel/ids.js';
import type { OptionalMailKind } from './mail-kinds.js';

/** Somebody a mail goes to. */
export interface Recipient {
  /** Null: the address belongs to nobody yet, as for an invitation. */
  readonly userId: UserId | null;
  readonly email: string;
  /** How the mail greets the person; empty when unknown. */
  readonly name: string;
  /** BCP 47. */
  readonly locale: string;
  /** IANA time zone. */
  readonly timeZone: string;
}

/** Turns "who may know" into addresses; identity implements it. Only verified addresses come out. */
export abstract class Audience {
  /** Active members of the organization who hold the permission. */
  abstract members(organizationId: OrganizationId, permission: CustomerPermission): Promise<Recipient[]>;

  /** One user; null when there is none, it is disabled, or it has no address. */
  abstract user(userId: UserId): Promise<Recipient | null>;

  /** Active staff who hold the permission. */
  abstract staff(permission: StaffPermission): Promise<Recipient[]>;

  /** Those of them who did not mute mails of this kind. */
  abstract willing(recipients: readonly Recipient[], kind: OptionalMailKind): Promise<Recipient[]>;
}
