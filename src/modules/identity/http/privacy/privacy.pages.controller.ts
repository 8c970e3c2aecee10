import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { formatSize, shownTime } from '../../../../platform/i18n/format.js';
import { EraseAccount } from '../../application/privacy/erase-account.js';
import { MyExports } from '../../application/privacy/my-exports.js';
import { RequestExport } from '../../application/privacy/request-export.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { exportFile } from './export-file.js';
import { erasure } from './privacy.schemas.js';

@Controller('account/data')
@AnyoneSignedIn()
export class PrivacyPagesController {
  constructor(
    private readonly myExports: MyExports,
    private readonly requestExport: RequestExport,
    private readonly eraseAccount: EraseAccount,
    private readonly sessions: PageSessions,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(@Req() request: Request) {
    const actor = signedInOf(request);
    const { locale, timeZone, now } = this.readers.of(request);
    const found = await this.myExports.list(actor);
    const copies = found.map(({ id, requestedAt, expiresAt, sizeBytes }) => ({
      href: sizeBytes === null ? null : `/account/data/${id}/file`,
      size: sizeBytes === null ? null : formatSize(sizeBytes, locale),
      requestedAt: shownTime(requestedAt, now, locale, timeZone),
      expiresAt: shownTime(expiresAt, now, locale, timeZone),
    }));
    return page('identity/my-data', { copies, ...wordsFor(actor) });
  }

  @Post('exports')
  @Important('export-data')
  async request(@Req() request: Request) {
    await this.requestExport.execute(signedInOf(request));
    return seeOther('/account/data', { kind: 'success', key: 'privacy.flash.requested' });
  }

  @Get('erase')
  @Important('erase-data')
  confirm(@Req() request: Request) {
    return this.form(request, emptyForm());
  }

  @Post('erase')
  @Important('erase-data')
  async erase(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      erasure,
      body,
      async ({ name }) => {
        const actor = signedInOf(request);
        await this.eraseAccount.execute(actor, name);
        this.sessions.close(reply);
        return page('identity/erased', { gone: wordsFor(actor).gone });
      },
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  @Get(':id/file')
  async file(@IdParam() id: string, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    return exportFile(await this.myExports.open(signedInOf(request), id), reply);
  }

  private form(request: Request, form: FormView) {
    const actor = signedInOf(request);
    return page('identity/erase', { form, name: actor.name, ...wordsFor(actor) });
  }
}

/** Keys of what an erasure takes, what it leaves, and what is told after it: colleagues own no orders, and they answer. */
const wordsFor = ({ kind }: SignedIn) =>
  kind === 'staff'
    ? {
        taken: 'privacy.erase.textOfStaff',
        kept: 'privacy.erase.keptOfStaff',
        gone: 'privacy.erased.textOfStaff',
      }
    : { taken: 'privacy.erase.text', kept: 'privacy.erase.kept', gone: 'privacy.erased.text' };
