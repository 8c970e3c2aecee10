import type { CustomerPermission, MemberRole } from '../../kernel/actor.js';
import type { OrganizationId, UserId } from '../../kernel/ids.js';

/** How pages name a user. */
export interface Person {
  readonly name: string;
  readonly kind: 'customer' | 'staff';
}

/** An organization that was looked for. */
export interface FoundOrganization {
  readonly id: OrganizationId;
  readonly name: string;
}

/** A member of an organization, as colleagues see them. */
export interface Colleague {
  readonly id: UserId;
  readonly name: string;
  readonly role: MemberRole;
}

/** Turns ids into names that pages show; identity implements it. */
export abstract class People {
  /** Names by user id; unknown ids are left out. */
  abstract users(ids: readonly UserId[]): Promise<Map<UserId, Person>>;

  /** Names by organization id; unknown ids are left out. */
  abstract organizations(ids: readonly OrganizationId[]): Promise<Map<OrganizationId, string>>;

  /** Organizations whose name contains the words, by name, at most `limit`; for staff. */
  abstract organizationsNamed(words: string, limit: number): Promise<FoundOrganization[]>;

  /** Ids of the organizations that are called exactly so, by name in lower case; for staff. Unknown names are left out. */
  abstract organizationsCalled(names: readonly string[]): Promise<Map<string, readonly OrganizationId[]>>;

  /**
   * The organizations that the people with these addresses are members of, by address in lower case; for staff.
   * Addresses that nobody proved are left out.
   */
  abstract organizationsOf(addresses: readonly string[]): Promise<Map<string, readonly OrganizationId[]>>;

  /** The organizations that proved these domains, by domain in lower case; for staff. A domain is proved by one. */
  abstract organizationsWithDomains(domains: readonly string[]): Promise<Map<string, OrganizationId>>;

  /** Active members of the organization who hold the permission, by name; also those without an address. */
  abstract colleagues(organizationId: OrganizationId, permission: CustomerPermission): Promise<Colleague[]>;
}
