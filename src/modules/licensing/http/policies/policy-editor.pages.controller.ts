import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangePolicy } from '../../application/console/change-policy.js';
import { PolicyEditorPages } from './policy-editor-pages.js';
import { policyEditForm } from './policy-form.schemas.js';
import type { Typed } from './policy-form.views.js';

@ApiExcludeController()
@Controller('admin/policies')
@Staff('staff.settings')
export class PolicyEditorPagesController {
  constructor(
    private readonly pages: PolicyEditorPages,
    private readonly changePolicy: ChangePolicy,
  ) {}

  @Get(':id/edit')
  form(@IdParam() id: string, @Req() request: Request) {
    return this.pages.edit(id, request);
  }

  @Post(':id/edit')
  async edit(@IdParam() id: string, @Body() body: Typed, @Req() request: Request) {
    return submit(
      policyEditForm,
      body,
      async ({ version, intent, cursor, ...wanted }) => {
        if (intent === 'edit') return this.pages.edit(id, request, { typed: body, refusal: null });
        if (intent === 'review')
          return this.pages.review(id, request, { wanted, version, cursor, typed: body });
        await this.changePolicy.execute({ policyId: id, version, policy: wanted });
        return seeOther(`/admin/policies/${id}`, { kind: 'success', key: 'console.flash.policyChanged' });
      },
      (refusal) => this.pages.edit(id, request, { typed: refusal.values, refusal }),
    );
  }
}
