import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import type { Installation, InstallationId } from '../domain/installation.js';
import type { License, LicenseId } from '../domain/license.js';
import { Policy } from '../domain/policy.js';
import { type ReleaseBudget, releaseBudget, windowBegin } from '../domain/release-budget.js';
import { ReleaseRequest, type ReleaseRequestId } from '../domain/release-request.js';
import { LicenseRepository } from './license.repository.js';

/** A request, its machine, and their license, whose lock the caller holds from then on. */
export interface LockedRequest {
  readonly license: License;
  readonly request: ReleaseRequest;
  readonly installation: Installation;
}

/** Requests for a release, for commands; whoever changes one holds the lock of its license. */
@Injectable()
export class ReleaseRequestRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
  ) {}

  /**
   * Locks the license before it reads the request, so that of two decisions the second sees the first.
   * @throws NotFound
   */
  async locked(id: string): Promise<LockedRequest> {
    const [row] = await this.em.execute<{ license_id: string }[]>(
      'select license_id from licensing.release_request where id = ?',
      [id],
    );
    if (!row) throw NotFound.of('request');
    const license = await this.licenses.locked(row.license_id);
    const request = await this.of(license.id, id);
    const installation = await this.licenses.installation(license.id, request.installationId);
    return { license, request, installation };
  }

  /** @throws NotFound */
  async of(licenseId: LicenseId, id: string): Promise<ReleaseRequest> {
    const request = await this.em.findOne(ReleaseRequest, { id: id as ReleaseRequestId, licenseId });
    if (!request) throw NotFound.of('request');
    return request;
  }

  /** The open one for the machine; null when there is none. */
  async openFor(installationId: InstallationId): Promise<ReleaseRequest | null> {
    return this.em.findOne(ReleaseRequest, { installationId, status: 'open' });
  }

  /** How many the license had since an instant, whatever became of them. */
  async askedSince(licenseId: LicenseId, since: Date): Promise<number> {
    return this.em.count(ReleaseRequest, { licenseId, requestedAt: { $gt: since } });
  }

  /** How many machines of the license its owner of today may still release. The caller holds its lock. */
  async budget({ id, policyId }: License, now: Date): Promise<{ now: ReleaseBudget; after: ReleaseBudget }> {
    const policy = await this.em.findOneOrFail(Policy, { id: policyId });
    const rows = await this.em.execute<{ at: Date | string }[]>(
      `select released_at as at from licensing.installation
       where license_id = ? and release_reason = 'customer' and released_at > greatest(?::timestamptz, (
         select max(at) from licensing.license_event where license_id = ? and kind = 'license-transferred'))
       order by released_at`,
      [id, windowBegin(policy, now), id],
    );
    const releases = rows.map(({ at }) => new Date(at));
    return {
      now: releaseBudget(policy, releases, now),
      after: releaseBudget(policy, [...releases, now], now),
    };
  }
}
