import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../kernel/actor.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { ListLicenses } from '../application/list-licenses.js';
import { ShowLicense } from '../application/show-license.js';
import {
  licenseAnswer,
  licenseList,
  licenseQuery,
  listedLicenseAnswer,
  shownLicense,
} from './licenses.schemas.js';

@Controller('api/v1/licenses')
@SignedIn('licenses.read')
export class LicensesApiController {
  constructor(
    private readonly listLicenses: ListLicenses,
    private readonly showLicense: ShowLicense,
  ) {}

  @Get()
  @Describe({ summary: 'List your licenses', tag: 'Licenses', answer: licenseList, problems: [401, 403] })
  async list(
    @Customer() actor: CustomerActor,
    @Query({ schema: licenseQuery }) query: z.output<typeof licenseQuery>,
  ) {
    const { items, nextCursor } = await this.listLicenses.execute(actor, query);
    return { items: items.map(listedLicenseAnswer), nextCursor };
  }

  @Get(':id')
  @Describe({ summary: 'Show a license', tag: 'Licenses', answer: shownLicense, problems: [401, 403, 404] })
  async show(@Customer() actor: CustomerActor, @IdParam() id: string) {
    return licenseAnswer(await this.showLicense.execute(actor, id));
  }
}
