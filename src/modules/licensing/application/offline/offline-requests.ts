import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { License } from '../../domain/license.js';
import type { OfflineRequest } from './read-request.js';

/** A request that was taken, with its answer. `file` is null for a receipt. */
export interface TakenRequest {
  readonly id: string;
  readonly installationId: string;
  readonly kind: OfflineRequest['kind'];
  readonly digest: Buffer;
  readonly file: string | null;
  readonly fileEndsAt: Date | null;
}

/** An answer with what it is for, and the fact that the audit log keeps. */
export type NewAnswer = Omit<TakenRequest, 'digest'> & {
  readonly license: License;
  readonly request: Pick<OfflineRequest, 'nonce' | 'digest'>;
  readonly action: 'licensing.offline-license-issued' | 'licensing.offline-receipt-taken';
};

/** Remembers what machines without internet asked for, so that the same request gets the same answer. */
@Injectable()
export class OfflineRequests {
  constructor(
    private readonly em: EntityManager,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async find(licenseId: string, nonce: string): Promise<TakenRequest | null> {
    const [row] = await this.em.execute<TakenRequest[]>(
      `select id, installation_id as "installationId", kind, digest, file, file_ends_at as "fileEndsAt"
       from licensing.offline_request where license_id = ? and nonce = ?`,
      [licenseId, nonce],
    );
    return row ? { ...row, fileEndsAt: row.fileEndsAt && new Date(row.fileEndsAt) } : null;
  }

  /** What goes before it is written first: the request points to its installation. */
  async keep(of: NewAnswer): Promise<void> {
    const { id, installationId, kind, file, fileEndsAt, license, request, action } = of;
    await this.em.flush();
    await this.em.execute(
      `insert into licensing.offline_request
         (id, license_id, installation_id, kind, nonce, digest, taken_at, file, file_ends_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        license.id,
        installationId,
        kind,
        request.nonce,
        request.digest,
        this.clock.now(),
        file,
        fileEndsAt,
      ],
    );
    const { id: objectId, organizationId } = license;
    await this.audit.record({ action, objectId, organizationId, details: { installationId, kind } });
  }
}
