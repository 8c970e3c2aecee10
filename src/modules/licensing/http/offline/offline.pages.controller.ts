import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Important, SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ShowOfflineDesk } from '../../application/offline/show-offline-desk.js';
import { TakeOfflineRequest } from '../../application/offline/take-offline-request.js';
import { broughtIn, maxRequestBytes, offlineForm } from './offline.schemas.js';
import { deskView, fileView } from './offline.views.js';
import { receivedRequest } from './received-request.js';

@ApiExcludeController()
@Controller('licenses')
@SignedIn('licenses.manage')
export class OfflinePagesController {
  constructor(
    private readonly desk: ShowOfflineDesk,
    private readonly takeRequest: TakeOfflineRequest,
    private readonly readers: Readers,
  ) {}

  // Asks for the proof before somebody chooses a file: what is sent without it would be lost.
  @Get(':id/offline')
  @Important('issue-offline-license')
  async show(@Customer() actor: CustomerActor, @Req() request: Request, @IdParam() id: string) {
    return this.form({ actor, request, id });
  }

  @Post(':id/offline')
  @Important('issue-offline-license')
  async take(@Customer() actor: CustomerActor, @Req() request: Request, @IdParam() id: string) {
    const body = await receivedRequest(request);
    return submit(
      offlineForm,
      body,
      async (input) => {
        const { id: fileId, file } = await this.takeRequest.execute(actor, {
          licenseId: id,
          ...broughtIn(input),
        });
        if (file !== null) return seeOther(`/licenses/offline-files/${fileId}`);
        return seeOther(`/licenses/${id}`, { kind: 'success', key: 'licensing.offline.released' });
      },
      (refusal) => this.form({ actor, request, id, refusal }),
    );
  }

  @Get('offline-files/:id')
  async file(@Customer() actor: CustomerActor, @Req() request: Request, @IdParam() id: string) {
    return page(
      'licensing/offline-file',
      fileView(await this.desk.file(actor, id), this.readers.of(request)),
    );
  }

  @Get('offline-files/:id/download')
  async download(@Customer() actor: CustomerActor, @IdParam() id: string, @Res() reply: Reply) {
    const { text, serialNumber } = await this.desk.file(actor, id);
    void reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', `attachment; filename="${serialNumber}.license"`)
      .header('cache-control', 'no-store')
      .send(text);
  }

  private async form(of: {
    readonly actor: CustomerActor;
    readonly request: Request;
    readonly id: string;
    readonly refusal?: Refusal;
  }) {
    const desk = await this.desk.execute(of.actor, of.id);
    const view = deskView(desk, this.readers.of(of.request), of.refusal ?? null);
    return page('licensing/offline', { ...view, maxRequestBytes });
  }
}
