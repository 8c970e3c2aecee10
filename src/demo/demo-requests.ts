import { z } from 'zod';
import type { DemoClient } from './demo-client.js';

const opened = z.object({ id: z.string() });

interface DemoRequest {
  readonly subject: string;
  readonly body: string;
  readonly note?: string;
  readonly reply?: string;
  readonly thanks?: string;
  readonly closed?: boolean;
  readonly tags?: readonly string[];
  /** Part of the incident that is going on. */
  readonly incident?: boolean;
}

const requests: readonly DemoRequest[] = [
  {
    subject: 'Ruler jumps when I import a DXF',
    body: 'Since 4.2.1 the ruler jumps to the origin when I import a DXF from our survey team.\n\n1. Open an empty sheet\n2. Import the file\n3. Move the ruler',
    note: 'Reproduced with a file in feet. The importer resets the unit; fixed on the 5.0 branch.',
    tags: ['import', 'dxf'],
    incident: true,
    reply:
      'Thank you for the clear steps. The importer takes the unit of the file for the sheet. Until the fix is out, set the unit in File > Sheet before you import.',
  },
  {
    subject: 'Which macOS versions does Draft 5 need?',
    body: 'We still have two machines with macOS 13. Can they run Draft 5?',
    reply: 'Draft 5 runs on macOS 13 and newer, so both machines are fine.',
    thanks: 'Perfect, thank you!',
    closed: true,
  },
  {
    subject: 'Moving a license to a new workstation',
    body: 'One of our workstations is being replaced next week. How do we move the license?',
    tags: ['license'],
  },
  {
    subject: 'Invoice needs our purchase order number',
    body: 'Could you add PO 4500-118 to the invoice of our last order?',
    reply: 'An issued invoice cannot be changed, but we can send a letter that names both numbers. Shall we?',
  },
];

const macros = [
  {
    name: 'Ask for the log file',
    body: 'Dear {{requester}},\n\ncould you send us the log file? In {{product}} choose Help > Collect logs, and attach it here.\n\nKind regards\n{{agent}}',
    status: 'on-hold',
    tags: ['waiting-for-log'],
    takeOver: true,
  },
  {
    name: 'Solved with the next release',
    body: 'Dear {{requester}},\n\nthis is fixed in the next release. We tell you here when it is out.\n\nKind regards\n{{agent}}',
    status: 'in-progress',
    tags: ['next-release'],
  },
];

/** Conversations between a customer and an agent, with what only agents see. */
export async function seedRequests(customer: DemoClient, agent: DemoClient): Promise<void> {
  for (const request of requests) {
    const { subject, body, note, reply, thanks, closed } = request;
    const { id } = opened.parse(await customer.post('/api/v1/tickets', { subject, body }));
    const messages = `/api/v1/staff/tickets/${id}/messages`;
    if (note) await agent.post(messages, { body: note, visibility: 'internal' });
    if (reply) await agent.post(messages, { body: reply, visibility: 'public' });
    if (thanks) await customer.post(`/api/v1/tickets/${id}/messages`, { body: thanks });
    if (closed) await customer.post(`/api/v1/tickets/${id}/close`, {});
    if (request.tags) await agent.put(`/api/v1/staff/tickets/${id}/tags`, { tags: request.tags });
    if (request.incident) await seedIncident(agent, id);
  }
  for (const macro of macros) await agent.post('/api/v1/staff/macros', macro);
  await agent.post('/api/v1/staff/ticket-views', {
    name: 'Import troubles',
    shared: true,
    filter: { view: 'active', tag: 'import' },
  });
}

/** One cause of many requests, as long as it is going on. */
async function seedIncident(agent: DemoClient, ticketId: string): Promise<void> {
  const { id } = opened.parse(
    await agent.post('/api/v1/staff/incidents', {
      title: 'DXF import loses the unit of the sheet since 4.2.1',
    }),
  );
  await agent.post(`/api/v1/staff/incidents/${id}/tickets`, { ticketIds: [ticketId] });
}

/** What administrators set up for requests: a category that asks for what agents need to know. */
export async function seedCategory(administrator: DemoClient): Promise<void> {
  await administrator.post('/api/v1/staff/request-categories', {
    name: { en: 'Import and export', de: 'Import und Export' },
    kind: 'support',
    fields: [
      {
        key: 'format',
        type: 'choice',
        label: { en: 'File format', de: 'Dateiformat' },
        required: true,
        choices: ['DXF', 'PDF', 'SVG'],
      },
      { key: 'since', type: 'date', label: { en: 'Since when', de: 'Seit wann' } },
    ],
  });
}
