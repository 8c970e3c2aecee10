import type { OrganizationId } from '../../../kernel/ids.js';
import type { EmailContext } from '../../../platform/mail/define-email.js';
import { Audience, type Recipient } from '../../../platform/ports/audience.js';
import { DescribeRelease } from '../application/hand-over/describe-release.js';

/** Whoever manages the licenses of the organization, and the holder of the key who asked. */
export async function releaseAudience(
  of: { readonly organizationId: string; readonly installationId: string },
  ctx: EmailContext,
): Promise<readonly Recipient[]> {
  const audience = ctx.get(Audience);
  const members = await audience.members(of.organizationId as OrganizationId, 'licenses.manage');
  const asked = await ctx.get(DescribeRelease).keyHolderWhoAsked(of.installationId);
  const holder = asked && (await audience.user(asked));
  return holder ? [...members, holder] : members;
}
