import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { Config } from '../../../../platform/config/config.js';
import { LastFactorNeeded } from '../../domain/factors.errors.js';
import { FactorRepository } from '../../persistence/factor.repository.js';

/** Keeps the last factor of whoever needs one by role. In the caller's transaction, after the user was locked. */
@Injectable()
export class SecondFactorRule {
  constructor(
    private readonly factors: FactorRepository,
    private readonly config: Config,
  ) {}

  /** @throws LastFactorNeeded */
  async demandAnother(userId: UserId): Promise<void> {
    const { factors, staff, asked } = await this.factors.count(userId);
    const needed = asked || (staff && this.config.staffSecondFactor === 'required');
    if (needed && factors <= 1) throw LastFactorNeeded.ofRole();
  }
}
