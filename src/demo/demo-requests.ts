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
}

const requests: readonly DemoRequest[] = [
  {
    subject: 'Ruler jumps when I import a DXF',
    body: 'Since 4.2.1 the ruler jumps to the origin when I import a DXF from our survey team.\n\n1. Open an empty sheet\n2. Import the file\n3. Move the ruler',
    note: 'Reproduced with a file in feet. The importer resets the unit; fixed on the 5.0 branch.',
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
  },
  {
    subject: 'Invoice needs our purchase order number',
    body: 'Could you add PO 4500-118 to the invoice of our last order?',
    reply: 'An issued invoice cannot be changed, but we can send a letter that names both numbers. Shall we?',
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
  }
}
