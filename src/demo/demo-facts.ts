import { z } from 'zod';

const account = z.object({ login: z.string(), password: z.string() });
const member = account.extend({ email: z.string(), organization: z.string() });

/** What DATA_DIR/demo.json tells scripts and tests about a running demo. */
export const demoFactsSchema = z.object({
  baseUrl: z.string(),
  mailboxUrl: z.string(),
  storeWebhook: z.object({ url: z.string(), secret: z.string() }),
  /** A pair that nobody has claimed, of a license without a contact on file. */
  unclaimed: z.object({ serialNumber: z.string(), uid: z.string() }),
  member,
  otherMember: member,
  agent: account,
  admin: account,
  /** Releases of the member's product, and whether the member is entitled to them. */
  releases: z.array(z.object({ id: z.string(), version: z.string(), entitled: z.boolean() })),
});

export type DemoFacts = z.output<typeof demoFactsSchema>;
export type SeededFacts = Omit<DemoFacts, 'baseUrl' | 'mailboxUrl' | 'storeWebhook'>;
