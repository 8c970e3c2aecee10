import { Injectable } from '@nestjs/common';
import type { OwnTerms } from '../../domain/license.js';
import type { LicenseChange } from '../../domain/license-change.js';
import { ExtendLicense } from '../console/extend-license.js';
import { ReinstateLicense } from '../reinstate-license.js';
import { RevokeLicense } from '../revoke-license.js';
import { SuspendLicense } from '../suspend-license.js';

/** What a line of a file does with its license. */
export interface WantedChange {
  readonly licenseId: string;
  readonly change: LicenseChange;
  readonly reason: string;
  readonly own: Partial<OwnTerms> | null;
}

/** Changes a license as a line says, by the use case that staff have for one license. */
@Injectable()
export class ChangeLicense {
  constructor(
    private readonly suspend: SuspendLicense,
    private readonly reinstate: ReinstateLicense,
    private readonly extend: ExtendLicense,
    private readonly revoke: RevokeLicense,
  ) {}

  /** @throws NotFound, LicenseStatusConflict */
  async execute({ licenseId, change, reason, own }: WantedChange): Promise<void> {
    if (change === 'suspend') await this.suspend.execute({ licenseId, reason });
    else if (change === 'reinstate') await this.reinstate.execute({ licenseId, reason });
    else if (change === 'revoke') await this.revoke.execute({ licenseId, reason });
    else await this.extend.execute({ licenseId, reason, own: own ?? {} });
  }
}
