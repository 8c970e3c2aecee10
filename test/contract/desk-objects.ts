import { Readable } from 'node:stream';
import { MailIntake } from '../../src/platform/ports/mail-intake.js';
import type { ApiClient } from '../harness/clients.js';
import type { SignedInPerson } from '../harness/people.js';
import type { Portal } from '../harness/portal.js';

/** What agents make of requests and of their own tools. */
export async function deskObjects({ api }: SignedInPerson, ticket: string): Promise<Record<string, string>> {
  const macro = await api.post('/api/v1/staff/macros', { name: 'Ask for the log', body: 'The log, please.' });
  const bulk = await api.post('/api/v1/staff/ticket-changes', { ticketIds: [ticket], tags: ['log'] });
  const view = await api.post('/api/v1/staff/ticket-views', { name: 'Mine', filter: { view: 'mine' } });
  const incident = await api.post('/api/v1/staff/incidents', { title: 'Activation fails' });
  const deskUpload = await anUpload(api, '/api/v1/staff/ticket-uploads', { ticketId: ticket });
  return {
    deskUpload,
    incident: incident.body.id,
    macro: macro.body.id,
    bulkChange: bulk.body.id,
    savedView: view.body.id,
  };
}

/** A file that is on its way. */
export async function anUpload(
  api: ApiClient,
  path: string,
  about: Readonly<Record<string, string>>,
): Promise<string> {
  const metadata = Object.entries({ filename: 'all.log', ...about }).map(
    ([key, value]) => `${key} ${btoa(value)}`,
  );
  const { headers } = await api.call('POST', path, undefined, {
    'tus-resumable': '1.0.0',
    'upload-length': '10',
    'upload-metadata': metadata.join(','),
  });
  return headers.get('location')?.split('/').at(-1) ?? '';
}

/** A mail of somebody whom the portal does not know. */
export async function heldMail(portal: Portal): Promise<Record<string, string>> {
  const content = Readable.from([Buffer.from('From: n@n.example\r\nSubject: Hello\r\n\r\nHello.\r\n')]);
  await portal.get(MailIntake).take({ recipients: ['support@help.example'], content, maxBytes: 10_000 });
  const [mail] = await portal.sql<{ id: string }>('select id from support.inbound_mail');
  return { inboundMail: mail?.id ?? '' };
}
