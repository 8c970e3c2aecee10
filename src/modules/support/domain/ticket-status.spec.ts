import { beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { raisedEvents, takeEvents } from '../../../kernel/aggregate-root.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { ticketStatuses } from '../events/ticket-words.js';
import { Attachment, Message, type Party, StatusChange, Ticket } from './ticket.js';
import { ticketNumber } from './ticket-number.js';
import { afterCustomerReply, mayMove, transitions } from './ticket-status.js';

// Collections ask the ORM what they hold; it connects to nothing.
beforeAll(() => {
  new MikroORM({ entities: [Ticket, Message, StatusChange, Attachment], dbName: 'none' });
});

const now = new Date('2026-11-20T09:00:00.000Z');
const agent: Party = { userId: newId<UserId>(), kind: 'staff' };
const customer: Party = { userId: newId<UserId>(), kind: 'customer' };

function aTicket(): Ticket {
  return Ticket.open(
    {
      organizationId: newId<OrganizationId>(),
      requesterId: customer.userId,
      byKeyHolder: false,
      number: ticketNumber(10_001),
      subject: 'It stops',
      kind: 'support',
      licenseId: null,
      productId: null,
      body: 'At 40 %.',
      attachments: [],
      submissionId: null,
    },
    now,
  );
}

describe('the statuses of a request', () => {
  it('never leads to itself, and every one can be left and reached', () => {
    for (const status of ticketStatuses) {
      expect(transitions[status]).not.toContain(status);
      expect(transitions[status].length).toBeGreaterThan(0);
      expect(ticketStatuses.some((from) => mayMove(from, status))).toBe(true);
    }
  });

  it('C11 S3.36 walks only along the table, whatever agents and customers do', () => {
    const acts = fc.oneof(
      fc.record({ act: fc.constant('move' as const), to: fc.constantFrom(...ticketStatuses) }),
      fc.record({ act: fc.constant('reply' as const), to: fc.constant('open' as const) }),
      fc.record({ act: fc.constant('close' as const), to: fc.constant('closed' as const) }),
    );
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 20 }), (walk) => {
        const ticket = aTicket();
        takeEvents(ticket);
        for (const { act, to } of walk) {
          const before = ticket.status;
          if (act === 'reply')
            ticket.reply(customer, { body: 'More', attachments: [], submissionId: null }, now);
          else if (act === 'close') ticket.close(customer, now);
          else if (to === before || mayMove(before, to)) ticket.changeStatus(to, agent, now);
          else expect(() => ticket.changeStatus(to, agent, now)).toThrow(/cannot become/);
          if (act === 'reply') expect(ticket.status).toBe(afterCustomerReply(before));
          expect(ticketStatuses).toContain(ticket.status);
          if (ticket.status !== before && act === 'move') expect(mayMove(before, ticket.status)).toBe(true);
        }
        const changes = raisedEvents(ticket).filter(({ name }) => name === 'support.ticket-status-changed');
        expect(changes).toHaveLength(ticket.statusChanges.length);
      }),
    );
  });

  it('counts the first reply of staff as the response, and no reply of the customer', () => {
    const ticket = aTicket();
    ticket.reply(customer, { body: 'Still', attachments: [], submissionId: null }, now);
    expect(ticket.firstRespondedAt).toBeNull();
    const answered = new Date('2026-11-20T10:00:00.000Z');
    ticket.reply(agent, { body: 'Try this', attachments: [], submissionId: null }, answered);
    ticket.reply(agent, { body: 'And this', attachments: [], submissionId: null }, new Date());
    expect(ticket.firstRespondedAt).toEqual(answered);
  });
});
