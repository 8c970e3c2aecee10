import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { decodeCursor, type Listing, type ListQuery, pageOf } from '../../../../platform/http/paging.js';
import type { UsageAllowance } from '../../domain/usage-counter.js';
import type { WholePolicy } from './change-policy.js';

/** A product in a list. `sku` is the store's code. */
export interface ListedProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly editions: number;
  readonly policies: number;
}

export interface ShownEdition {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly policyId: string;
  readonly policyName: string;
}

/** A policy in the list of its product. `licenses` of every status follow it. */
export interface ListedPolicy {
  readonly id: string;
  readonly name: string;
  readonly kind: WholePolicy['kind'];
  readonly installationLimit: number;
  readonly licenses: number;
}

export interface ShownProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly defaultPolicyId: string;
  readonly editions: readonly ShownEdition[];
  readonly policies: readonly ListedPolicy[];
}

/** All that a policy says, and which version of it this is. */
export interface ShownPolicy extends WholePolicy {
  readonly id: string;
  readonly productId: string;
  readonly productName: string;
  readonly version: number;
  readonly licenses: number;
}

const mostShown = 200;

/** Shows staff what is sold and the rules behind it. */
@Injectable()
export class ShowProducts {
  constructor(private readonly database: ReadDatabase) {}

  /** By name. @throws InvalidInput naming `cursor` */
  async list({ limit, cursor }: ListQuery): Promise<Listing<ListedProduct>> {
    const after = decodeCursor(cursor);
    const beyond: Statement = after ? sql`where (p.name, p.id) > (${after.key}, ${after.id}::uuid)` : nothing;
    const rows = await this.database.many<ListedProduct>(sql`
      select p.id, p.code as sku, p.name,
        (select count(*) from licensing.edition e where e.product_id = p.id) as editions,
        (select count(*) from licensing.policy y where y.product_id = p.id) as policies
      from licensing.product p ${beyond} order by p.name, p.id limit ${limit + 1}`);
    return pageOf(rows, limit, (row) => row.name);
  }

  /** With its editions and policies, at most 200 of each. @throws NotFound */
  async product(id: string): Promise<ShownProduct> {
    const [product, editions, policies] = await Promise.all([
      this.database.one<Omit<ShownProduct, 'editions' | 'policies'>>(sql`
        select id, code as sku, name, default_policy_id as "defaultPolicyId"
        from licensing.product where id = ${id}`),
      this.database.many<ShownEdition>(sql`
        select e.id, e.code as sku, e.name, e.policy_id as "policyId", y.name as "policyName"
        from licensing.edition e join licensing.policy y on y.id = e.policy_id
        where e.product_id = ${id} order by e.name, e.id limit ${mostShown}`),
      this.database.many<ListedPolicy>(sql`
        select y.id, y.name, y.kind, y.installation_limit as "installationLimit",
          (select count(*) from licensing.license l where l.policy_id = y.id) as licenses
        from licensing.policy y where y.product_id = ${id} order by y.created_at, y.id limit ${mostShown}`),
    ]);
    if (!product) throw NotFound.of('product');
    return { ...product, editions, policies };
  }

  /** @throws NotFound */
  async policy(id: string): Promise<ShownPolicy> {
    const [policy, usage] = await Promise.all([
      this.database.one<Omit<ShownPolicy, 'usage'>>(sql`
        select y.id, y.product_id as "productId", p.name as "productName", y.version, y.name, y.kind,
          y.installation_limit as "installationLimit", y.core_limit as "coreLimit", y.user_limit as "userLimit",
          y.overage, y.term_begins as "termBegins", y.renews_from as "renewsFrom",
          y.maintenance_months as "maintenanceMonths", y.validity_months as "validityMonths",
          y.heartbeat_seconds as "heartbeatSeconds", y.lease_seconds as "leaseSeconds", y.file_days as "fileDays",
          y.releases_allowed as "releasesAllowed", y.release_window_days as "releaseWindowDays", y.features,
          (select count(*) from licensing.license l where l.policy_id = y.id) as licenses
        from licensing.policy y join licensing.product p on p.id = y.product_id where y.id = ${id}`),
      this.database.many<UsageAllowance>(sql`
        select counter, allowance, period from licensing.usage_allowance
        where policy_id = ${id} order by counter`),
    ]);
    if (!policy) throw NotFound.of('policy');
    return { ...policy, usage };
  }
}
