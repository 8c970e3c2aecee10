import { signedInStaff } from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';
import type { Customer } from './customer.js';

/** Pages of downloads that hold something only after somebody made it: an advisory, a bundle, an update feed. */
export async function moreOfDownloads(portal: Portal, customer: Customer) {
  const { catalogue, licenseId } = customer;
  const { permittedRelease: releaseId, productId } = catalogue;
  const staff = await signedInStaff(portal, 'administrator');
  const advisory = await made(
    staff.api.post('/api/v1/staff/advisories', {
      productId,
      title: 'A crafted drawing stops the program',
      severity: 'high',
      detailsMarkdown: 'Do **not** open drawings of strangers before you updated.',
      ranges: [{ from: '1.0.0', fixedIn: '4.2.0' }],
    }),
  );
  await made(staff.api.post(`/api/v1/staff/advisories/${advisory}/publish`, {}));
  const bundle = await made(
    customer.api.post('/api/v1/bundles', { licenseId, releaseId, platform: 'linux' }),
  );
  await made(customer.api.post(`/api/v1/licenses/${licenseId}/update-feeds`, { name: 'Studio' }));
  await portal.settle();
  return {
    customer: [
      `/downloads/plan?product=${productId}&from=1.0.0`,
      '/downloads/subscriptions',
      '/downloads/advisories',
      `/downloads/advisories/${advisory}`,
      '/downloads/bundles',
      `/downloads/bundles/new?release=${releaseId}`,
      `/downloads/bundles/${bundle}`,
      `/licenses/${licenseId}/update-feeds`,
    ],
    staff: ['/admin/advisories', '/admin/advisories/new', `/admin/advisories/${advisory}`],
  };
}

async function made(answer: Promise<{ status: number; body: { id?: string } }>): Promise<string> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`It was refused: ${status} ${JSON.stringify(body)}`);
  return body.id ?? '';
}
