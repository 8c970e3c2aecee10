import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { MapInstallations } from '../../application/installations/map-installations.js';
import { mapAnswer, mapOf, mapQuery } from './installation-map.schemas.js';

@Controller('api/v1/staff/installation-map')
@Staff('staff.licenses')
export class InstallationMapApiController {
  constructor(private readonly map: MapInstallations) {}

  @Get()
  @Describe({
    summary: 'Count installations by version and platform',
    description:
      'As they are now while all products together have at most 10,000 machines; of more, as they were counted within ' +
      'the last hour.',
    tag: 'Staff',
    answer: mapAnswer,
    problems: [401, 403, 404],
  })
  async show(@Query({ schema: mapQuery }) { productId }: z.output<typeof mapQuery>) {
    return mapOf(await this.map.execute(productId));
  }
}
