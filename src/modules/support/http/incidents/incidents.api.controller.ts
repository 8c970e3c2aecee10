import { Body, Controller, Delete, Get, Post, Put, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { type ListQuery, listQuery } from '../../../../platform/http/paging.js';
import type { Request } from '../../../../platform/http/request.js';
import { RunIncident } from '../../application/incidents/run-incident.js';
import { ShowIncidents } from '../../application/incidents/show-incidents.js';
import {
  announceBody,
  gatherBody,
  incidentAnswer,
  incidentList,
  newIncident,
  toIncident,
  toItem,
  updateBody,
  updateMade,
} from './incidents.schemas.js';

@Controller('api/v1/staff/incidents')
@Staff('staff.tickets')
export class IncidentsApiController {
  constructor(
    private readonly run: RunIncident,
    private readonly shown: ShowIncidents,
  ) {}

  @Get()
  @Describe({ summary: 'List incidents', tag: 'Staff', answer: incidentList, problems: [401, 403] })
  async list(@Query({ schema: listQuery }) query: ListQuery) {
    const { items, nextCursor } = await this.shown.list(query);
    return { items: items.map(toItem), nextCursor };
  }

  @Post()
  @Describe({
    summary: 'Open an incident',
    description: 'It gathers requests about one cause, so that one update reaches all of them.',
    tag: 'Staff',
    status: 201,
    answer: incidentAnswer,
    problems: [401, 403],
  })
  async open(
    @Body({ schema: newIncident }) { title }: z.output<typeof newIncident>,
    @Req() request: Request,
  ) {
    return toIncident(await this.shown.one(await this.run.open(staffOf(request), title)));
  }

  @Get(':id')
  @Describe({ summary: 'Show an incident', tag: 'Staff', answer: incidentAnswer, problems: [401, 403, 404] })
  async one(@IdParam() id: string) {
    return toIncident(await this.shown.one(id));
  }

  @Post(':id/tickets')
  @Describe({
    summary: 'Make requests part of an incident',
    tag: 'Staff',
    answer: incidentAnswer,
    problems: [401, 403, 404, 409],
  })
  async gather(
    @IdParam() id: string,
    @Body({ schema: gatherBody }) { ticketIds }: z.output<typeof gatherBody>,
    @Req() request: Request,
  ) {
    await this.run.gather(staffOf(request), id, ticketIds);
    return toIncident(await this.shown.one(id));
  }

  @Delete(':id/tickets/:ticketId')
  @Describe({
    summary: 'Take a request out of an incident',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async release(@IdParam() id: string, @IdParam('ticketId') ticketId: string, @Req() request: Request) {
    await this.run.release(staffOf(request), id, ticketId);
  }

  @Post(':id/updates')
  @Describe({
    summary: 'Tell something to everybody whose request is part of an incident',
    description:
      'It becomes one reply in each of the requests. The one that resolves the incident closes them.',
    tag: 'Staff',
    status: 201,
    answer: updateMade,
    problems: [401, 403, 404, 409],
  })
  async tell(
    @IdParam() id: string,
    @Body({ schema: updateBody }) said: z.output<typeof updateBody>,
    @Req() request: Request,
  ) {
    return { id: await this.run.tell(staffOf(request), id, said) };
  }

  @Put(':id/announcement')
  @Describe({
    summary: 'Announce an incident to all customers',
    description:
      'Its headline and what is told from then on stand on the status page. Sent again, it changes the words.',
    tag: 'Staff',
    answer: incidentAnswer,
    problems: [401, 403, 404, 409],
  })
  async announce(
    @IdParam() id: string,
    @Body({ schema: announceBody }) said: z.output<typeof announceBody>,
    @Req() request: Request,
  ) {
    await this.run.announce(staffOf(request), id, said);
    return toIncident(await this.shown.one(id));
  }

  @Delete(':id/announcement')
  @Describe({
    summary: 'Take an incident off the status page',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async takeBack(@IdParam() id: string, @Req() request: Request) {
    await this.run.takeBack(staffOf(request), id);
  }
}
