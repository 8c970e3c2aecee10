import type { SignedInPerson } from '../harness/people.js';

/** What agents make of requests and of their own tools. */
export async function deskObjects({ api }: SignedInPerson, ticket: string): Promise<Record<string, string>> {
  const macro = await api.post('/api/v1/staff/macros', { name: 'Ask for the log', body: 'The log, please.' });
  const bulk = await api.post('/api/v1/staff/ticket-changes', { ticketIds: [ticket], tags: ['log'] });
  const view = await api.post('/api/v1/staff/ticket-views', { name: 'Mine', filter: { view: 'mine' } });
  const incident = await api.post('/api/v1/staff/incidents', { title: 'Activation fails' });
  return {
    incident: incident.body.id,
    macro: macro.body.id,
    bulkChange: bulk.body.id,
    savedView: view.body.id,
  };
}
