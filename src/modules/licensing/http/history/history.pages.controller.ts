import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { CheckLicenseHistory } from '../../application/history/check-license-history.js';
import { type HistoryEntry, ListLicenseHistory } from '../../application/history/list-license-history.js';
import { ShowLicense } from '../../application/show-license.js';
import { foldedEntries, goesOnBefore } from './folded-entries.js';
import { historyPageQuery, historyPart } from './history.schemas.js';
import { checkView, timelineView } from './history.views.js';

@ApiExcludeController()
@Controller('licenses')
@SignedIn('licenses.read')
export class HistoryPagesController {
  constructor(
    private readonly showLicense: ShowLicense,
    private readonly listHistory: ListLicenseHistory,
    private readonly checkHistory: CheckLicenseHistory,
    private readonly readers: Readers,
  ) {}

  @Get(':id/history')
  async show(
    @Customer() actor: CustomerActor,
    @Req() request: Request,
    @IdParam() id: string,
    @Query({ schema: historyPageQuery }) query: z.output<typeof historyPageQuery>,
  ) {
    const license = await this.showLicense.execute(actor, id);
    const entries = await this.listHistory.newest(actor, id, {
      before: query.before ?? null,
      limit: historyPart.entries,
    });
    const check = await this.checkHistory.execute(actor, id);
    const reader = this.readers.of(request);
    const lines = foldedEntries(entries, historyPart.lines);
    const older = goesOnBefore(lines);
    return page('licensing/history', {
      license: { product: license.productName, serialNumber: license.serialNumber },
      href: `/licenses/${id}`,
      items: timelineView(lines, reader),
      nextHref: older && `/licenses/${id}/history?before=${older}`,
      check: checkView(check, reader),
    });
  }

  @Get(':id/history.jsonl')
  async download(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    // What does not exist is refused before anything is sent.
    const { serialNumber } = await this.showLicense.execute(actor, id);
    void reply.headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
    return new StreamableFile(Readable.from(linesOf(this.listHistory.all(actor, id))), {
      type: 'application/jsonl; charset=utf-8',
      disposition: `attachment; filename="license-${serialNumber}-history.jsonl"`,
    });
  }
}

async function* linesOf(batches: AsyncIterable<readonly HistoryEntry[]>): AsyncGenerator<string> {
  for await (const entries of batches)
    yield entries.map(({ place, entry, hash }) => `${JSON.stringify({ place, entry, hash })}\n`).join('');
}
