import { describe, expect, it } from '@jest/globals';
import { raisedEvents } from '../../../../kernel/aggregate-root.js';
import { newId, type UserId } from '../../../../kernel/ids.js';
import type { TicketId } from '../../events/ticket-words.js';
import { MergedTicket, type MergeFacts } from './merged-ticket.js';

const facts: MergeFacts = {
  id: newId<TicketId>(),
  organizationId: newId(),
  requesterId: newId(),
  licenseId: null,
  status: 'open',
  unverified: false,
  confidential: false,
  followerIds: [],
};
const other = { ...facts, id: newId<TicketId>() };
const by = { mergedById: newId<UserId>(), at: new Date('2027-03-03T11:00:00Z'), open: false };

describe('merging requests', () => {
  it('SU-3 brings two requests of one person together, and tells it', () => {
    const merged = MergedTicket.of(facts, other, by);
    expect(merged).toMatchObject({ ticketId: facts.id, intoId: other.id });
    expect(raisedEvents(merged).map(({ name }) => name)).toEqual(['support.ticket-merged']);
  });

  it.each<[string, Partial<MergeFacts>, Partial<MergeFacts>]>([
    ['another organization', {}, { organizationId: newId() }],
    ['another requester', {}, { requesterId: newId() }],
    ['an unverified one', { unverified: true }, {}],
    ['a confidential one', {}, { confidential: true }],
    ['a follower who would see more', {}, { followerIds: ['jana'] }],
    ['one of another license, whose key holder would read it', {}, { licenseId: 'lic' }],
    ['a closed one', {}, { status: 'closed' }],
    ['itself', {}, { id: facts.id }],
  ])('SU-2 SU-3 is refused for %s', (_what, one, two) => {
    expect(() => MergedTicket.of({ ...facts, ...one }, { ...other, ...two }, by)).toThrow(
      expect.objectContaining({ code: 'ticket-merge-refused' }),
    );
  });

  it('SU-2 SU-3 lets followers be where everybody sees both, but never of confidential requests', () => {
    const followed = { ...other, followerIds: ['jana'] };
    expect(() => MergedTicket.of(facts, followed, { ...by, open: true })).not.toThrow();
    expect(() => MergedTicket.of({ ...facts, followerIds: ['jana', 'ida'] }, followed, by)).not.toThrow();
    const confidential = { confidential: true };
    expect(() =>
      MergedTicket.of({ ...facts, ...confidential }, { ...followed, ...confidential }, { ...by, open: true }),
    ).toThrow(expect.objectContaining({ code: 'ticket-merge-refused' }));
  });
});
