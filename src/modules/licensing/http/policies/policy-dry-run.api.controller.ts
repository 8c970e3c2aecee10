import { Body, Controller, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { listQuery } from '../../../../platform/http/paging.js';
import { DryRunPolicy } from '../../application/console/dry-run/dry-run-policy.js';
import { policyBody } from '../console/products.schemas.js';
import { dryRunAnswer } from './policy-dry-run.schemas.js';

@Controller('api/v1/staff/policies')
@Staff('staff.licenses')
export class PolicyDryRunApiController {
  constructor(private readonly dryRun: DryRunPolicy) {}

  @Post(':id/dry-run')
  @Describe({
    summary: 'See what a changed policy would change',
    description:
      'Lists the licenses of the policy on which some verdict would be another with these rules, and changes nothing. ' +
      'Each license is asked the same before and after: may its machines go on, may one more come, what does it unlock.',
    tag: 'Staff',
    status: 200,
    answer: dryRunAnswer,
    problems: [401, 403, 404],
  })
  async run(
    @IdParam() policyId: string,
    @Query({ schema: listQuery }) page: z.output<typeof listQuery>,
    @Body({ schema: policyBody }) policy: z.output<typeof policyBody>,
  ) {
    const { policy: stored, ...run } = await this.dryRun.execute({ policyId, version: null, policy, page });
    return { ...run, version: stored.version };
  }
}
