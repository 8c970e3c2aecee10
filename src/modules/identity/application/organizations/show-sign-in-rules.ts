import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { type MemberRole, memberRoles } from '../../domain/roles.js';

/** What a second factor for a role would mean now. */
export interface RoleFactors {
  readonly role: MemberRole;
  readonly required: boolean;
  readonly members: number;
  /** Members who have none and would set it up before anything else. */
  readonly without: number;
}

export interface SignInRules {
  readonly slug: string | null;
  readonly roles: readonly RoleFactors[];
}

/** The sign-in rules of an organization, with who is concerned. */
@Injectable()
export class ShowSignInRules {
  constructor(private readonly database: ReadDatabase) {}

  /** @throws NotFound */
  async execute(organizationId: OrganizationId): Promise<SignInRules> {
    const [organization, counted] = await Promise.all([
      this.database.one<{ slug: string | null; required: MemberRole[] }>(sql`
        select slug, second_factor_roles as required from identity.organization where id = ${organizationId}`),
      this.database.many<{ role: MemberRole; members: number; without: number }>(sql`
        select m.role, count(*) as members,
          count(*) filter (where u.totp_since is null
            and not exists (select 1 from identity.passkey p where p.user_id = u.id)) as without
        from identity.membership m join identity.user u on u.id = m.user_id
        where m.organization_id = ${organizationId} and m.removed_at is null and u.disabled_at is null
        group by m.role`),
    ]);
    if (!organization) throw NotFound.of('organization');
    const { slug, required } = organization;
    const of = (role: MemberRole) => counted.find((row) => row.role === role);
    const roles = memberRoles.map((role) => ({
      role,
      required: required.includes(role),
      members: of(role)?.members ?? 0,
      without: of(role)?.without ?? 0,
    }));
    return { slug, roles };
  }

  /** The organization whose sign-in page has this address; null when there is none. */
  async bySlug(slug: string): Promise<{ readonly name: string } | null> {
    return this.database.one(sql`select name from identity.organization where slug = ${slug}`);
  }
}
