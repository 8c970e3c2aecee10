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
   * @returns the serial number as it is now, printed
   * @throws InvalidInput naming `organizationId` when there is none
   * @throws NotFound when there is no such license
   * @throws LicenseStatusConflict when it is revoked
   */
  async execute(command: {
    readonly licenseId: string;
    readonly organizationId: OrganizationId;
    readonly reason: string;
    readonly newSerialNumber: boolean;
  }): Promise<string> {
    const { organizationId, ...rest } = command;
    if (!(await this.people.organizations([organizationId])).has(organizationId))
      throw InvalidInput.field('organizationId', 'There is no such organization; look for it by name.');
    return this.transferLicense.execute({ ...rest, toOrganizationId: organizationId });
  }
}
