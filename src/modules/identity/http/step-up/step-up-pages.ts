import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { ownPage } from '../../../../platform/http/own-page.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { type Page, page, type SeeOther, seeOther } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import type { ImportantAction } from '../../../../platform/ports/step-up.js';
import { AskForPasskey } from '../../application/passkeys/ask-for-passkey.js';
import { RequestStepUpCode } from '../../application/step-up/request-step-up-code.js';
import { ShowStepUp, type StepUpState } from '../../application/step-up/show-step-up.js';
import { emptyForm, type FormView } from '../form-view.js';
import { stepUpAddress } from './step-up.schemas.js';

interface Asked {
  readonly action: ImportantAction;
  readonly next: string;
  readonly back?: string | undefined;
}

/** The page on which a person proves themselves. */
@Injectable()
export class StepUpPages {
  constructor(
    private readonly state: ShowStepUp,
    private readonly requestCode: RequestStepUpCode,
    private readonly ask: AskForPasskey,
    private readonly readers: Readers,
  ) {}

  /** The page, or on to the action where the proof is given already. */
  async show(request: Request, asked: Asked): Promise<Page | SeeOther> {
    const state = await this.state.execute(signedInOf(request), asked.action);
    if (state.provedUntil !== null) return seeOther(ownPath(asked.next, '/account'));
    return this.page(request, asked, state, emptyForm());
  }

  /** The page with what was refused. @param about what the form brought */
  async again(request: Request, about: unknown, form: FormView): Promise<Page> {
    const asked = stepUpAddress.safeParse(about);
    if (!asked.success) throw NotFound.of('action');
    const state = await this.state.execute(signedInOf(request), asked.data.action);
    return this.page(request, asked.data, state, form);
  }

  private async page(
    request: Request,
    { action, next, back }: Asked,
    state: StepUpState,
    form: FormView,
  ): Promise<Page> {
    const { methods, maskedEmail, codeSent } = state;
    const { t } = this.readers.of(request);
    const what = t(`identity.stepUp.action.${action}`);
    const goOn = ownPath(next, '/account');
    const passkey = methods.includes('passkey')
      ? await this.ask.person(signedInOf(request).userId, 'step-up')
      : null;
    const options = passkey && JSON.stringify(passkey);
    const view = {
      form,
      action,
      next: goOn,
      back: back === undefined ? leftPage(request) : ownPath(back, '/account'),
      what,
      method: methods.find((name) => name !== 'passkey'),
      options,
      maskedEmail,
      codeSent,
    };
    return page('identity/step-up', view);
  }

  async sendCode(request: Request, { action, next, back }: Asked) {
    await this.requestCode.execute(signedInOf(request), action);
    const ways = { next: ownPath(next, '/account'), back: ownPath(back, '/account') };
    const query = new URLSearchParams({ action, ...ways });
    return seeOther(`/step-up?${query}`, { kind: 'success', key: 'identity.flash.step-up-code-sent' });
  }
}

/** The page from which the person was led here. One that led here at once would do so again, so it is not returned to. */
function leftPage(request: Request): string {
  const from = ownPath(ownPage(request), '/account');
  return /^\/(step-up|sign-in)\b/.test(from) ? '/account' : from;
}
