import { Controller, Get, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { staffOf } from '../../../platform/http/actor.params.js';
import { searchWords } from '../../../platform/http/fields.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { UploadQuota } from '../../../platform/uploads/upload-quota.js';
import { ShowCustomer } from '../application/show-customer.js';
import { customersView, customerView } from './customers.views.js';

const search = z.object({ query: searchWords().catch('') });

@Controller('admin/customers')
@Staff('staff.customers')
export class CustomersPagesController {
  constructor(
    private readonly customers: ShowCustomer,
    private readonly quota: UploadQuota,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Query({ schema: search }) { query }: z.output<typeof search>, @Req() request: Request) {
    const found = await this.customers.search(query);
    return page('admin/customers', customersView(found, query, this.readers.of(request)));
  }

  @Get(':id')
  async one(@IdParam() id: string, @Req() request: Request) {
    const shown = await this.customers.execute(staffOf(request), id);
    const sent = await this.quota.sentToday(id);
    return page('admin/customer', customerView(shown, sent, this.readers.of(request)));
  }
}
