import { Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { UploadQuota } from '../../../platform/uploads/upload-quota.js';
import { Operations } from '../application/operations.js';
import { ShowCustomer } from '../application/show-customer.js';
import { accepted, customerList, customersQuery, sentToday, troubles } from './admin.schemas.js';

@Controller('api/v1/staff')
export class AdminApiController {
  constructor(
    private readonly customers: ShowCustomer,
    private readonly operations: Operations,
    private readonly quota: UploadQuota,
  ) {}

  @Get('customers')
  @Staff('staff.customers')
  @Describe({ summary: 'Find customers', tag: 'Staff', answer: customerList, problems: [401, 403] })
  async find(@Query({ schema: customersQuery }) { query }: z.output<typeof customersQuery>) {
    const found = await this.customers.search(query);
    const items = found.map(({ id, name, kind, createdAt, members }) => ({
      id,
      name,
      kind,
      createdAt: createdAt.toISOString(),
      members,
    }));
    return { items, nextCursor: null };
  }

  @Get('customers/:id/uploads')
  @Staff('staff.customers')
  @Describe({
    summary: 'How many bytes of files a customer sent today',
    description: 'Unfinished uploads count with their whole length. The day is that of UTC.',
    tag: 'Staff',
    answer: sentToday,
    problems: [401, 403, 404],
  })
  async uploads(@IdParam() id: string) {
    await this.customers.ensureKnown(id);
    const { freeAt, ...sent } = await this.quota.sentToday(id);
    return { ...sent, freeAt: freeAt.toISOString() };
  }

  @Get('operations')
  @Staff('staff.operations')
  @Describe({
    summary: 'List dead letters, failing jobs, troubled mails and missing files',
    tag: 'Operations',
    answer: troubles,
    problems: [401, 403],
  })
  async troubles() {
    const { deadLetters, failingJobs, troubled, missing } = await this.operations.list();
    return {
      deadLetters: deadLetters.map(({ id, event, subscriber, error, attempts, at }) => ({
        id,
        event: event.name,
        subscriber,
        error,
        attempts,
        at: new Date(at).toISOString(),
      })),
      jobs: failingJobs.map(({ createdAt, nextAt, ...job }) => ({
        ...job,
        createdAt: createdAt.toISOString(),
        nextAt: nextAt?.toISOString() ?? null,
      })),
      mails: troubled.map(({ id, name, address, status, lastError, bounceStatus, changedAt }) => ({
        id,
        name,
        address,
        status,
        lastError,
        bounceStatus,
        changedAt: new Date(changedAt).toISOString(),
      })),
      missingFiles: missing.files.map(({ key, name, foundAt }) => ({
        key,
        name,
        foundAt: foundAt.toISOString(),
      })),
    };
  }

  @Post('operations/dead-letters/:id/replay')
  @Staff('staff.operations')
  @Describe({
    summary: 'Consume a dead letter anew',
    tag: 'Operations',
    status: 202,
    answer: accepted,
    problems: [401, 403, 404],
  })
  async replay(@IdParam() id: string) {
    await this.operations.replay(id);
    return { accepted: true };
  }

  @Post('operations/jobs/:id/try-again')
  @Staff('staff.operations')
  @Describe({
    summary: 'Try a failing job again',
    tag: 'Operations',
    status: 202,
    answer: accepted,
    problems: [401, 403, 404],
  })
  async tryAgain(@IdParam() id: string) {
    await this.operations.tryAgain(id);
    return { accepted: true };
  }

  @Post('operations/mails/:id/send-again')
  @Staff('staff.operations')
  @Describe({
    summary: 'Send a failed or doubtful mail again',
    tag: 'Operations',
    status: 202,
    answer: accepted,
    problems: [401, 403, 404],
  })
  async sendAgain(@IdParam() id: string) {
    await this.operations.sendAgain(id);
    return { accepted: true };
  }
}
