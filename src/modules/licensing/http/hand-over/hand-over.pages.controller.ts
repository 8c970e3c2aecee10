import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Important, SignedIn } from '../../../../platform/http/access.js';
import { Customer, customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { AskForRelease } from '../../application/hand-over/ask-for-release.js';
import { ListReleaseRequests } from '../../application/hand-over/list-release-requests.js';
import { ReleaseMachine } from '../../application/hand-over/release-machine.js';
import { ShowHandOver } from '../../application/hand-over/show-hand-over.js';
import { askForm, candidatesQuery } from './hand-over.forms.js';
import { chooseView, machineView } from './hand-over.views.js';

interface Chosen {
  readonly licenseId: string;
  readonly installationId: string;
}

const pathOf = ({ licenseId, installationId }: Chosen): string =>
  `/licenses/${licenseId}/hand-over/${installationId}`;

/** The wizard that hands a place over (row LI-5). */
@ApiExcludeController()
@Controller('licenses/:id/hand-over')
@SignedIn('licenses.read')
export class HandOverPagesController {
  constructor(
    private readonly handOver: ShowHandOver,
    private readonly releaseMachine: ReleaseMachine,
    private readonly askForRelease: AskForRelease,
    private readonly requests: ListReleaseRequests,
    private readonly readers: Readers,
  ) {}

  @Get()
  async choose(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Query({ schema: candidatesQuery }) { query: words }: z.output<typeof candidatesQuery>,
    @Req() request: Request,
  ) {
    const [handOver, { items: requests }] = await Promise.all([
      this.handOver.execute(actor, id, words),
      this.requests.execute(actor, id, { limit: 5 }),
    ]);
    return page('licensing/hand-over', chooseView({ handOver, requests, words }, this.readers.of(request)));
  }

  @Get(':installationId')
  async machine(
    @IdParam() licenseId: string,
    @IdParam('installationId') installationId: string,
    @Req() request: Request,
  ) {
    return this.show({ licenseId, installationId }, request);
  }

  @Post(':installationId')
  @SignedIn('licenses.manage')
  @Important('release-installation')
  async release(
    @IdParam() licenseId: string,
    @IdParam('installationId') installationId: string,
    @Req() request: Request,
  ) {
    const chosen = { licenseId, installationId };
    return press(
      async () => {
        await this.releaseMachine.execute(customerOf(request), chosen);
        return seeOther(pathOf(chosen));
      },
      (refusal) => this.show(chosen, request, refusal),
    );
  }

  @Post(':installationId/request')
  async ask(
    @IdParam() licenseId: string,
    @IdParam('installationId') installationId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    const chosen = { licenseId, installationId };
    return submit(
      askForm,
      body,
      async ({ reason }) => {
        await this.askForRelease.execute(customerOf(request), { ...chosen, reason });
        return seeOther(pathOf(chosen), { kind: 'success', key: 'handover.flash.asked' });
      },
      (refusal) => this.show(chosen, request, refusal),
    );
  }

  @Post(':installationId/withdraw')
  async withdraw(
    @IdParam() licenseId: string,
    @IdParam('installationId') installationId: string,
    @Req() request: Request,
  ) {
    const actor = customerOf(request);
    const chosen = { licenseId, installationId };
    const { machine } = await this.handOver.machine(actor, chosen);
    if (machine.openRequestId)
      await this.askForRelease.withdraw(actor, { licenseId, requestId: machine.openRequestId });
    return seeOther(pathOf(chosen), { kind: 'success', key: 'handover.flash.withdrawn' });
  }

  private async show(chosen: Chosen, request: Request, refusal: Refusal | null = null) {
    const handOver = await this.handOver.machine(customerOf(request), chosen);
    return page('licensing/hand-over-machine', machineView(handOver, this.readers.of(request), refusal));
  }
}
