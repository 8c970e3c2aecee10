import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { People } from '../../../../platform/ports/people.js';
import { TransferLicense } from '../transfer-license.js';

/** Transfers a license to an organization that somebody named. */
@Injectable()
export class MoveLicense {
  constructor(
    private readonly transferLicense: TransferLicense,
    private readonly people: People,
  ) {}

  /**
   * @throws InvalidInput naming `organizationId` when there is none
   * @throws NotFound when there is no such license
   * @throws LicenseStatusConflict when it is revoked
   */
  async execute(command: {
    readonly licenseId: string;
    readonly organizationId: OrganizationId;
    readonly reason: string;
  }): Promise<void> {
    const { licenseId, organizationId, reason } = command;
    if (!(await this.people.organizations([organizationId])).has(organizationId))
      throw InvalidInput.field('organizationId', 'There is no such organization; look for it by name.');
    await this.transferLicense.execute({ licenseId, toOrganizationId: organizationId, reason });
  }
}
