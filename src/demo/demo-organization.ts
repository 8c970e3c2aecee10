import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import { day } from '../kernel/clock.js';
import type { OrganizationId, UserId } from '../kernel/ids.js';
import { AddMember } from '../modules/identity/application/organizations/add-member.js';
import { InviteMember } from '../modules/identity/application/organizations/invite-member.js';
import { NoteDomainCheck } from '../modules/identity/application/organizations/note-domain-check.js';
import type { DemoClient } from './demo-client.js';
import type { SeedClock } from './seed-clock.js';

const base = '/api/v1/organization';
const domain = 'hafenwerk.example';
const anId = z.object({ id: z.string() });
const aDomain = z.object({ id: z.string(), record: z.string() });

const colleagues = [
  { name: 'Henrik Voss', login: 'henrik_voss', role: 'license-admin' },
  { name: 'Sina Albers', login: 'sina_albers', role: 'buyer' },
  { name: 'Piet Jansen', login: 'piet_jansen', role: 'technical-contact' },
  { name: 'Olga Reimann', login: 'olga_reimann', role: 'reader' },
] as const;

export interface DemoOwner {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly client: DemoClient;
}

/** Colleagues in several roles, invitations in every state and a proved domain, for the pages of an organization. */
export async function seedOrganization(
  app: INestApplicationContext,
  clock: SeedClock,
  owner: DemoOwner & { readonly password: string },
): Promise<void> {
  await seedColleagues(app, owner);
  await seedInvitations(app, clock, owner);
  await seedDomain(app, owner);
}

async function seedColleagues(
  app: INestApplicationContext,
  { organizationId, client, password }: DemoOwner & { readonly password: string },
): Promise<void> {
  const add = app.get(AddMember, { strict: false });
  for (const { name, login, role } of colleagues)
    await add.execute({
      name,
      email: `${login.replace('_', '.')}@${domain}`,
      username: login,
      password,
      locale: 'de',
      timeZone: 'Europe/Berlin',
      organizationId,
      role,
    });
  const list = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
  const { items } = list.parse(await client.get(`${base}/members?limit=100`));
  const buyer = items.find(({ name }) => name === 'Sina Albers');
  const exceptions = { granted: ['downloads.read'], withheld: [] };
  await client.put(`${base}/members/${buyer?.id}/exceptions`, exceptions);
}

async function seedInvitations(
  app: INestApplicationContext,
  clock: SeedClock,
  { organizationId, userId, client }: DemoOwner,
): Promise<void> {
  const invite = app.get(InviteMember, { strict: false });
  const late = {
    email: `kai.brodersen@${domain}`,
    name: 'Kai Brodersen',
    role: 'reader',
    locale: 'de',
  } as const;
  await clock.ago(9 * day, () => invite.execute({ ...late, organizationId, invitedBy: userId }));
  const open = { email: `nele.harms@${domain}`, name: 'Nele Harms', role: 'technical-contact' };
  await client.post(`${base}/invitations`, open);
  const wrong = { email: 'piet@hafenwerck.example', name: 'Piet Jansen', role: 'technical-contact' };
  const { id } = anId.parse(await client.post(`${base}/invitations`, wrong));
  await client.post(`${base}/invitations/${id}/revoke`, {});
}

/** No DNS is asked: the record counts as seen. */
async function seedDomain(
  app: INestApplicationContext,
  { organizationId, client }: DemoOwner,
): Promise<void> {
  const { id: domainId, record } = aDomain.parse(await client.post(`${base}/domains`, { domain }));
  const note = app.get(NoteDomainCheck, { strict: false });
  await note.execute({ organizationId, domainId, domain, texts: [record] });
}
