import type { OrganizationId, UserId } from '../../kernel/ids.js';

/** How pages name a user. */
export interface Person {
  readonly name: string;
  readonly kind: 'customer' | 'staff';
}

/** Turns ids into names that pages show; identity implements it. */
export abstract class People {
  /** Names by user id; unknown ids are left out. */
  abstract users(ids: readonly UserId[]): Promise<Map<UserId, Person>>;

  /** Names by organization id; unknown ids are left out. */
  abstract organizations(ids: readonly OrganizationId[]): Promise<Map<OrganizationId, string>>;
}
