import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { IssueLicense } from '../issue-license.js';
import { FinishBatch } from './finish-batch.js';

const linesAtOnce = 20;

interface OpenLine {
  readonly line: number;
  readonly organization_id: OrganizationId;
  readonly sku: string;
  readonly expires_at: Date | string | null;
}

/**
 * Issues a license for each line of a batch that has none. A line and its license are of one transaction: a worker that
 * is killed leaves whole lines, and the next one goes on with the others.
 */
@Injectable()
export class IssueBatch {
  constructor(
    readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly issueLicense: IssueLicense,
    private readonly finish: FinishBatch,
  ) {}

  async execute(batchId: string): Promise<void> {
    while (await this.issueSome(batchId)) this.em.clear();
  }

  /** @returns whether there may be more */
  @Transactional()
  async issueSome(batchId: string): Promise<boolean> {
    const [batch] = await this.em.execute<{ reason: string }[]>(
      'select reason from licensing.license_batch where id = ? and action = ? and started_at is not null and finished_at is null',
      [batchId, 'issue'],
    );
    if (!batch) return false;
    const lines = await this.em.execute<OpenLine[]>(
      `select line, organization_id, sku, expires_at from licensing.license_batch_line
       where batch_id = ? and license_id is null order by line limit ${linesAtOnce} for update skip locked`,
      [batchId],
    );
    for (const line of lines) await this.issue(batchId, batch.reason, line);
    if (lines.length > 0) return true;
    await this.finish.execute(batchId, 'license_id is null');
    return false;
  }

  private async issue(batchId: string, reason: string, line: OpenLine): Promise<void> {
    const sold = await this.products.soldAs(line.sku);
    if (!sold) throw InvalidInput.field('sku', 'No product and no edition has this code.');
    const expiresAt = line.expires_at === null ? null : new Date(line.expires_at);
    const { licenseId } = await this.issueLicense.execute({
      organizationId: line.organization_id,
      ...sold,
      terms: { reason, expiresAt },
    });
    await this.em.flush();
    await this.em.execute(
      'update licensing.license_batch_line set license_id = ? where batch_id = ? and line = ?',
      [licenseId, batchId, line.line],
    );
  }
}
