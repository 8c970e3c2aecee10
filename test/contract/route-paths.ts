import { randomUUID } from 'node:crypto';
import type { Route } from '../../src/platform/http/check-access.js';
import type { Objects } from './actors.js';

/** The access of a route in one line, as the expectation file has it. */
export function inWords({ access, important }: Pick<Route, 'access' | 'important'>): string {
  if (!access) return 'undeclared';
  const proof = important ? `, proof to ${important}` : '';
  const tokens = 'tokens' in access && access.tokens ? ', also tokens' : '';
  const provisional = 'provisional' in access && access.provisional ? ', also provisional' : '';
  const permission = 'permission' in access && access.permission ? ` with ${access.permission}` : '';
  return `${access.to}${permission}${provisional}${tokens}${proof}`;
}

export const isApi = ({ path }: Pick<Route, 'path'>): boolean => path.startsWith('/api/');
export const hasId = ({ path }: Pick<Route, 'path'>): boolean => path.includes(':');

const names: readonly (readonly [RegExp, string])[] = [
  [/bundles\/$/, 'bundle'],
  [/service-levels\/$/, 'serviceLevel'],
  [/calendars\/$/, 'calendar'],
  [/advisories\/$/, 'advisory'],
  [/request-categories\/$/, 'category'],
  [/unverified-(tickets|requests)\/$/, 'unverified'],
  [/release-requests\/$/, 'releaseRequest'],
  [/(installations|hand-over)\/$/, 'installation'],
  [/incidents\/$/, 'incident'],
  [/ticket-changes\/$/, 'bulkChange'],
  [/ticket-views\/$/, 'savedView'],
  [/macros\/$/, 'macro'],
  [/inbound-mails\/$/, 'inboundMail'],
  [/tickets\/$|requests\/$/, 'ticket'],
  [/update-feeds\/$/, 'updateFeed'],
  [/attachments\/$/, 'attachment'],
  [/batches\/$/, 'batch'],
  [/staff\/ticket-uploads\/$|admin\/ticket-uploads\/$/, 'deskUpload'],
  [/ticket-uploads\/$|requests\/uploads\/$/, 'ticketUpload'],
  [/uploads\/$/, 'upload'],
  [/licenses\/$/, 'licenseId'],
  [/products\/$/, 'productId'],
  [/policies\/$/, 'policyId'],
  [/orders\/$/, 'orderId'],
  [/(releases|downloads)\/$/, 'releaseId'],
  [/offline-files\/$/, 'offlineFile'],
  [/(files|artifacts)\/$/, 'artifactId'],
  [/download-tickets\/$/, 'downloadTicket'],
  [/customers\/$/, 'organizationId'],
  [/api-tokens\/$/, 'apiToken'],
  [/exports\/$|account\/data\/$/, 'export'],
  [/invitations\/$/, 'invitation'],
  [/members\/$/, 'member'],
  [/passkeys\/$/, 'passkey'],
  [/people\/$/, 'person'],
  [/recoveries\/$/, 'recovery'],
  [/admin\/staff\/$|accounts\/$/, 'staffAccount'],
];

/** The path with ids: those of the objects where they fit, otherwise ids of nothing. */
export function pathWith(route: Route, objects: Objects): string {
  let path = '';
  for (const part of route.path.split(/(:\w+)/)) {
    if (!part.startsWith(':')) path += part;
    else {
      const [, name] = names.find(([before]) => before.test(path)) ?? [];
      path += (name && objects[name]) || randomUUID();
    }
  }
  return path;
}

/** An answer without what differs from request to request, and without the ids that were asked for. */
export function withoutIds(text: string, path: string): string {
  let rest = text.replaceAll(/"requestId":"[^"]+"/g, '');
  for (const id of path.match(/[0-9a-f-]{36}/g) ?? []) rest = rest.replaceAll(id, 'ID');
  return rest;
}

/** Methods and paths of the router's own tree, as `printRoutes` draws it. */
export function routesIn(tree: string): string[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^(.*?)[├└]── (\S*) ?(?:\((.*)\))?$/.exec(line) ?? [];
    if (part === '') return [];
    const depth = indent.length / 4;
    const path = (parents[depth - 1] ?? '') + part;
    parents[depth] = path;
    return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${path}`);
  });
}
