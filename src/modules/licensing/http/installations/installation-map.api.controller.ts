import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { MapInstallations } from '../../application/console/map-installations.js';
import { mapAnswer, mapQuery } from './installation-map.schemas.js';

@Controller('api/v1/staff/installation-map')
@Staff('staff.licenses')
export class InstallationMapApiController {
  constructor(private readonly map: MapInstallations) {}

  @Get()
  @Describe({
    summary: 'Count installations by version and platform',
    tag: 'Staff',
    answer: mapAnswer,
    problems: [401, 403, 404],
  })
  async show(@Query({ schema: mapQuery }) { productId }: z.output<typeof mapQuery>) {
    return this.map.execute(productId);
  }
}
