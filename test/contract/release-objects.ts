import type { SignedInPerson } from '../harness/people.js';
import type { Portal } from '../harness/portal.js';
import { aRelease } from '../modules/downloads/shop.js';
import { anUpload } from './desk-objects.js';

/** What staff make of the one product's releases. */
export async function releaseObjects(portal: Portal, administrator: SignedInPerson) {
  const [product] = await portal.sql<{ id: string }>('select id from licensing.product limit 1');
  const productId = product?.id ?? '';
  return {
    upload: await uploadOf(portal, administrator, productId),
    advisory: await advisoryOf(administrator, productId),
    ...(await serviceRulesOf(administrator)),
  };
}

/** A file of a release that is on its way. */
async function uploadOf(portal: Portal, { api }: SignedInPerson, productId: string): Promise<string> {
  const { releaseId } = await aRelease(portal, productId, { version: '8.8.8', publishedAt: null });
  const facts = { releaseId, filename: 'big.img', platform: 'any', architecture: 'any', type: 'archive' };
  return await anUpload(api, '/api/v1/staff/release-uploads', facts);
}

/** The calendar and the service level that every installation begins with, and a category of requests. */
async function serviceRulesOf({ api }: SignedInPerson) {
  const [calendars, levels] = [
    await api.get('/api/v1/staff/business-calendars'),
    await api.get('/api/v1/staff/service-levels'),
  ];
  const name = { en: 'Printing', de: 'Drucken' };
  const category = await api.post('/api/v1/staff/request-categories', { name, kind: 'support', fields: [] });
  return {
    category: category.body.id,
    calendar: calendars.body.items[0].id,
    serviceLevel: levels.body.items[0].id,
  };
}

/** A warning of a version that customers of the product see. */
async function advisoryOf({ api }: SignedInPerson, productId: string): Promise<string> {
  const ranges = [{ from: '0.9.0', fixedIn: '1.0.0' }];
  const words = { title: 'Update soon', severity: 'high', detailsMarkdown: 'Update.', ranges };
  const { body } = await api.post('/api/v1/staff/advisories', { productId, ...words });
  await api.post(`/api/v1/staff/advisories/${body.id}/publish`, {});
  return body.id;
}
