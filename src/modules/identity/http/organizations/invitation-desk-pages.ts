import { Injectable } from '@nestjs/common';
import { type Page, page, type SeeOther, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { I18n } from '../../../../platform/i18n/i18n.js';
import { InvitationDesk } from '../../application/organizations/invitation-desk.js';
import { ListInvitations } from '../../application/organizations/list-invitations.js';
import type { Managing } from '../../application/organizations/managing.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { type InvitationPlace, invitationsView, invitationView, inviteView } from './invitations.views.js';
import { addressForm, inviteForm } from './organization.forms.js';

/** Who looks after which organization's invitations, on which pages. */
export interface AtDesk {
  readonly managing: Managing;
  readonly place: InvitationPlace;
  readonly reader: Reader;
}

const done = (url: string, name: 'invited' | 'resent' | 'corrected' | 'revoked'): SeeOther =>
  seeOther(url, { kind: 'success', key: `organization.flash.${name}` });

/** The pages of invitations, the same for an organization's managers and for staff. */
@Injectable()
export class InvitationDeskPages {
  constructor(
    private readonly invitations: ListInvitations,
    private readonly desk: InvitationDesk,
    private readonly i18n: I18n,
  ) {}

  async list({ managing, place, reader }: AtDesk, cursor: string | undefined): Promise<Page> {
    const listing = await this.invitations.of(managing.organizationId, { limit: 25, cursor });
    return page('identity/invitations', invitationsView(listing, place, reader));
  }

  blank(at: AtDesk, email = ''): Page {
    return this.form(at, emptyForm({ email }));
  }

  invite(at: AtDesk, body: unknown): Promise<Page | SeeOther> {
    return submit(
      inviteForm,
      body,
      async (input) => {
        await this.desk.invite(at.managing, { ...input, locale: this.i18n.supported(input.locale) });
        return done(at.place.base, 'invited');
      },
      (refusal) => this.form(at, refusedForm(refusal, at.reader.t)),
    );
  }

  async show(at: AtDesk, id: string, form: FormView | null = null): Promise<Page> {
    const { managing, place, reader } = at;
    const listed = await this.invitations.one(managing.organizationId, id);
    return page('identity/invitation-detail', invitationView(listed, place, { form, reader }));
  }

  correct(at: AtDesk, invitationId: string, body: unknown): Promise<Page | SeeOther> {
    return submit(
      addressForm,
      body,
      async ({ email }) => {
        await this.desk.correct(at.managing, { invitationId, email });
        return done(`${at.place.base}/${invitationId}`, 'corrected');
      },
      (refusal) => this.show(at, invitationId, refusedForm(refusal, at.reader.t)),
    );
  }

  async resend(at: AtDesk, id: string): Promise<SeeOther> {
    await this.desk.resend(at.managing, id);
    return done(`${at.place.base}/${id}`, 'resent');
  }

  async revoke(at: AtDesk, id: string): Promise<SeeOther> {
    await this.desk.revoke(at.managing, id);
    return done(`${at.place.base}/${id}`, 'revoked');
  }

  private form({ place, reader }: AtDesk, form: FormView): Page {
    return page('identity/invite', inviteView(form, place, { locales: this.i18n.locales, reader }));
  }
}
