import { Injectable } from '@nestjs/common';
import { ownPath } from '../../../../platform/http/own-path.js';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { ShowSignInRules } from '../../application/organizations/show-sign-in-rules.js';
import { RelyingParty } from '../../application/passkeys/relying-party.js';
import { type SignInPage, signInView } from './sign-in.views.js';

// The address may hold a serial number and a UID: it is told to nobody (ruling C1).
const privately = { 'referrer-policy': 'no-referrer' };

/** The card with the ways in: the portal's, or the one at the address of an organization (row S3.18). */
@Injectable()
export class SignInCard {
  constructor(
    private readonly rules: ShowSignInRules,
    private readonly party: RelyingParty,
  ) {}

  async show(about: SignInPage): Promise<Page> {
    const own = await this.ofOrganization(about);
    return own ?? page('identity/sign-in', this.view(about), 200, privately);
  }

  /** Null for an address that nobody has. */
  async ofOrganization(about: SignInPage): Promise<Page | null> {
    const slug = about.slug?.toLowerCase() ?? '';
    const organization = slug === '' ? null : await this.rules.bySlug(slug);
    if (!organization) return null;
    const view = { ...this.view(about), slug, organizationName: organization.name };
    return page('identity/organization-sign-in', view, 200, privately);
  }

  private view(about: SignInPage) {
    return signInView({ ...about, passkeys: this.party.isPossible });
  }
}

/** What the card was about on which the refused form stood. */
export const cardOf = ({ values }: Refusal) => ({
  next: ownPath(typeof values.next === 'string' ? values.next : undefined),
  ...(typeof values.slug === 'string' ? { slug: values.slug } : {}),
});
