import type { OrganizationId } from '../../../src/kernel/ids.js';
import { Notify } from '../../../src/modules/notifications/application/notify.js';
import { goodPassword, signedInMember, unprovedAction } from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';
import { defineCatalogue } from '../catalogue.js';
import { post, sale } from '../store.js';

/** A customer with an order, two licenses, a request that was answered, and a member who signs in. */
export async function furnishedCustomer(portal: Portal, locale = 'en') {
  const catalogue = await defineCatalogue(portal);
  const buyer = { name: 'Ida Sommer', email: 'ida@sommer.example', locale };
  await post(portal, sale({ sku: catalogue.sku, quantity: 2, organization: 'Sommer & Partner', buyer }));
  await portal.settle();
  const [order] = await portal.sql<{ id: string; organization: OrganizationId }>(
    'select id, organization_id as organization from orders."order"',
  );
  if (!order) throw new Error('The sale made no order.');
  const [license] = await portal.sql<{ id: string }>('select id from licensing.license order by id limit 1');
  const member = await signedInMember(portal, {
    organizationId: order.organization,
    organizationName: 'Sommer & Partner',
    name: 'Nora Falk',
    locale,
  });
  const opened = await member.api.post('/api/v1/tickets', {
    subject: 'The chart stays empty',
    body: 'Since the update.',
  });
  await portal.settle();
  const readers = [{ userId: member.userId, organizationId: member.organizationId }];
  const occurredAt = portal.clock.now();
  const { id: subjectId } = opened.body;
  await portal.get(Notify).execute({ kind: 'reply', subjectId, occurredAt }, readers);
  return {
    catalogue,
    email: member.email,
    password: goodPassword,
    visitor: member.visitor,
    api: member.api,
    organizationId: order.organization,
    orderId: order.id,
    licenseId: license?.id ?? '',
    requestId: String(opened.body.id),
  };
}

export type Customer = Awaited<ReturnType<typeof furnishedCustomer>>;

/** Every page that such a member reads. */
export const pagesOf = (customer: Customer): string[] => [
  '/',
  '/notifications',
  '/requests',
  '/requests/new',
  '/status',
  `/requests/${customer.requestId}`,
  '/licenses',
  `/licenses/${customer.licenseId}`,
  '/orders',
  `/orders/${customer.orderId}`,
  '/downloads',
  `/downloads/${customer.catalogue.permittedRelease}`,
  `/downloads/${customer.catalogue.refusedRelease}`,
  '/help',
  '/help/search?query=password',
  '/help/articles/reset-your-password',
  '/account',
  '/account/username',
  '/account/email',
  '/account/password',
  '/account/mfa',
  `/step-up?action=${unprovedAction}`,
];
