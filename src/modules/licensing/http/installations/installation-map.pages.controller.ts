import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { MapInstallations } from '../../application/installations/map-installations.js';
import { Licensing } from '../../application/licensing.js';
import { mapPageQuery } from './installation-map.schemas.js';
import { mapView } from './installation-map.views.js';

@ApiExcludeController()
@Controller('admin/licenses/installations')
@Staff('staff.licenses')
export class InstallationMapPagesController {
  constructor(
    private readonly map: MapInstallations,
    private readonly licensing: Licensing,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(@Req() request: Request, @Query({ schema: mapPageQuery }) query: z.output<typeof mapPageQuery>) {
    const products = await this.licensing.products();
    const options = products.map(({ id, name }) => ({ value: id, label: name }));
    const productId = query.productId ?? options[0]?.value;
    const map = productId === undefined ? null : await this.map.execute(productId);
    const view = map && mapView(map, this.readers.of(request));
    return page('licensing/staff-installations', { ...view, options, productId });
  }
}
