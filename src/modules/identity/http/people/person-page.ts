import { Injectable } from '@nestjs/common';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowPerson } from '../../application/people/show-person.js';
import { ShowRecovery } from '../../application/recoveries/show-recovery.js';
import { refusedForm } from '../form-view.js';
import { recoveryView } from '../recoveries/recovery-desk.js';
import { personView } from './person.views.js';

/** A form of the page that was refused, to be corrected where it stands. */
export interface RefusedForm {
  readonly form: 'disable' | 'enable' | 'merge';
  readonly refusal: Refusal;
}

/** The console's page of one person, shown again when a form on it is refused. */
@Injectable()
export class PersonPage {
  constructor(
    private readonly showPerson: ShowPerson,
    private readonly recoveries: ShowRecovery,
    private readonly readers: Readers,
  ) {}

  /** @throws NotFound */
  async show(id: string, request: Request, refused: RefusedForm | null = null): Promise<Page> {
    const actor = staffOf(request);
    const shown = await this.showPerson.execute(actor, id);
    const reader = this.readers.of(request);
    const { items } = await this.recoveries.list(actor, { limit: 5, userId: id });
    return page('identity/person', {
      ...personView(shown, reader),
      recoveries: items.map((recovery) => recoveryView(recovery, reader, actor.userId)),
      mayRecover:
        shown.person.state !== 'disabled' &&
        shown.person.state !== 'closed' &&
        shown.person.id !== actor.userId,
      mayMerge: shown.person.kind === 'customer' && shown.person.state === 'active',
      mayShut: shown.person.id !== actor.userId,
      message: refused?.refusal.message ?? null,
      refused: refused && { [refused.form]: refusedForm(refused.refusal, reader.t) },
    });
  }
}
