import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { searchWords } from '../../../../platform/http/fields.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { pageCursor } from '../../../../platform/http/paging.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { RunIncident } from '../../application/incidents/run-incident.js';
import { ShowIncidents } from '../../application/incidents/show-incidents.js';
import { announceForm, gatherForm, incidentForm, updateForm } from './incidents.schemas.js';
import { incidentsPath, incidentsView, incidentView } from './incidents.views.js';

const asked = z.object({ cursor: pageCursor, query: searchWords().optional().catch(undefined) });
const at = (id: string, key: string) => seeOther(`${incidentsPath}/${id}`, { kind: 'success', key });

@ApiExcludeController()
@Controller('admin/incidents')
@Staff('staff.tickets')
export class IncidentsPagesController {
  constructor(
    private readonly run: RunIncident,
    private readonly shown: ShowIncidents,
    private readonly readers: Readers,
  ) {}

  @Get()
  list(@Query({ schema: asked }) { cursor }: z.output<typeof asked>, @Req() request: Request) {
    return this.all(request, cursor, null);
  }

  @Post()
  async open(@Body() body: unknown, @Req() request: Request) {
    return await submit(
      incidentForm,
      body,
      async ({ title }) => at(await this.run.open(staffOf(request), title), 'incidents.flash.opened'),
      (refusal) => this.all(request, undefined, refusal),
    );
  }

  @Get(':id')
  show(
    @IdParam() id: string,
    @Query({ schema: asked }) { query }: z.output<typeof asked>,
    @Req() request: Request,
  ) {
    return this.one(request, id, { query, refusal: null });
  }

  @Post(':id/tickets')
  async gather(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      gatherForm,
      body,
      async ({ ticketId }) => {
        await this.run.gather(staffOf(request), id, ticketId);
        return at(id, 'incidents.flash.gathered');
      },
      (refusal) => this.one(request, id, { query: asked.parse(refusal.values).query, refusal }),
    );
  }

  @Post(':id/tickets/:ticketId/release')
  async release(@IdParam() id: string, @IdParam('ticketId') ticketId: string, @Req() request: Request) {
    return await press(
      async () => {
        await this.run.release(staffOf(request), id, ticketId);
        return at(id, 'incidents.flash.released');
      },
      (refusal) => this.one(request, id, { query: undefined, refusal }),
    );
  }

  @Post(':id/updates')
  async tell(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      updateForm,
      body,
      async (said) => {
        await this.run.tell(staffOf(request), id, said);
        return at(id, 'incidents.flash.told');
      },
      (refusal) => this.one(request, id, { query: undefined, refusal }),
    );
  }

  @Post(':id/announcement')
  async announce(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      announceForm,
      body,
      async (said) => {
        await this.run.announce(staffOf(request), id, said);
        return at(id, 'incidents.flash.announced');
      },
      (refusal) => this.one(request, id, { query: undefined, refusal }),
    );
  }

  @Post(':id/announcement/delete')
  async takeBack(@IdParam() id: string, @Req() request: Request) {
    return await press(
      async () => {
        await this.run.takeBack(staffOf(request), id);
        return at(id, 'incidents.flash.takenBack');
      },
      (refusal) => this.one(request, id, { query: undefined, refusal }),
    );
  }

  private async all(request: Request, cursor: string | undefined, refusal: Refusal | null) {
    const listing = await this.shown.list({ limit: 25, cursor });
    return page('support/incidents', incidentsView(listing, refusal, this.readers.of(request)));
  }

  private async one(
    request: Request,
    id: string,
    { query, refusal }: { readonly query: string | undefined; readonly refusal: Refusal | null },
  ) {
    const incident = await this.shown.one(id);
    const found = query && !incident.resolvedAt ? await this.shown.matching(id, query) : null;
    const products = await this.shown.products();
    const view = incidentView(incident, { query, found, refusal, products }, this.readers.of(request));
    return page('support/incident', view);
  }
}
