import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import { AppModule } from '../app.module.js';
import { system } from '../kernel/actor.js';
import type { OrganizationId, UserId } from '../kernel/ids.js';
import { AddMember } from '../modules/identity/application/organizations/add-member.js';
import { RegisterOrganization } from '../modules/identity/application/organizations/register-organization.js';
import { AddStaff } from '../modules/identity/application/staff/add-staff.js';
import { Identity } from '../modules/identity/index.js';
import { PublishBuiltInArticles } from '../modules/knowledge/application/publish-built-in-articles.js';
import { IssueLicense } from '../modules/licensing/application/issue-license.js';
import type { Config } from '../platform/config/config.js';
import { NestLog } from '../platform/logging/nest-log.js';
import { seedCalendar } from './demo-calendar.js';
import { seedCatalogue } from './demo-catalogue.js';
import { DemoClient, eventually } from './demo-client.js';
import type { SeededFacts } from './demo-facts.js';
import { seedLicenses } from './demo-licenses.js';
import { seedOrganization } from './demo-organization.js';
import { seedCategory, seedRequests } from './demo-requests.js';
import { customers, saleTo } from './demo-sales.js';
import { SeedClock } from './seed-clock.js';

// Known to everyone who reads this: the demo listens on this machine only, and production never runs it.
const password = 'Blue-Heron-27!';
const member = {
  login: 'lena_brandt',
  email: 'lena.brandt@hafenwerk.example',
  password,
  organization: 'Hafenwerk GmbH',
};
const otherMember = {
  login: 'tom_lowe',
  email: 'tom@birchlowe.example',
  password,
  organization: 'Birch & Lowe Surveyors',
};
const agent = { login: 'mara@northwind.example', password };
const admin = { login: 'admin@northwind.example', password };

const activation = z.object({ uid: z.string() });
const releaseList = z.object({
  items: z.array(z.object({ id: z.string(), version: z.string(), entitled: z.boolean() })),
});

/**
 * A vendor with two products, customers in every state, requests and articles. The past is made by use cases with
 * their clock set back; the present comes over HTTP, as stores, products and people send it.
 */
export async function seed(config: Config): Promise<SeededFacts> {
  const clock = new SeedClock();
  const app = await NestFactory.createApplicationContext(AppModule.for(config, clock), {
    logger: new NestLog(),
  });
  try {
    await app.get(PublishBuiltInArticles, { strict: false }).execute(system);
    const catalogue = await seedCatalogue(app);
    await seedStaff(app);
    await seedCalendar(app);
    const client = new DemoClient(config.publicUrl);
    for (const [index, customer] of customers.entries()) {
      await client.sell(config.storeWebhookSecret, saleTo(customer, `NW-${1041 + index}`));
    }
    const owner = await seedMembers(app);
    await seedLicenses({ app, clock, client, catalogue }, owner);
    const unclaimed = await seedUnclaimed(app, client, catalogue.draft);
    const signedIn = await client.signIn(member.login, password);
    await seedOrganization(app, clock, { ...owner, client: signedIn, password });
    await seedCategory(await client.signIn(admin.login, password));
    await seedRequests(signedIn, await client.signIn(agent.login, password));
    const { items } = releaseList.parse(await signedIn.get('/api/v1/releases?limit=100'));
    const releases = items.map(({ id, version, entitled }) => ({ id, version, entitled }));
    return { unclaimed, member, otherMember, agent, admin, releases };
  } finally {
    await app.close();
  }
}

async function seedStaff(app: INestApplicationContext): Promise<void> {
  const add = app.get(AddStaff, { strict: false });
  await add.execute({
    role: 'agent',
    name: 'Mara Lindqvist',
    email: agent.login,
    password,
    timeZone: 'Europe/Berlin',
  });
  await add.execute({
    role: 'administrator',
    name: 'Elias Norden',
    email: admin.login,
    password,
    timeZone: 'Europe/Berlin',
  });
}

/** Returns the owner of the first organization. */
async function seedMembers(
  app: INestApplicationContext,
): Promise<{ readonly organizationId: OrganizationId; readonly userId: UserId }> {
  const add = app.get(AddMember, { strict: false });
  const inEurope = { timeZone: 'Europe/Berlin', role: 'owner' as const };
  const hafenwerk = await organizationNamed(app, member.organization);
  const userId = await add.execute({
    ...inEurope,
    ...nameAndLogin('Lena Brandt', member),
    organizationId: hafenwerk,
    locale: 'en',
  });
  const birch = await organizationNamed(app, otherMember.organization);
  await add.execute({
    ...inEurope,
    ...nameAndLogin('Tom Lowe', otherMember),
    organizationId: birch,
    locale: 'en',
  });
  return { organizationId: hafenwerk, userId };
}

const nameAndLogin = (name: string, account: typeof member) => ({
  name,
  email: account.email,
  username: account.login,
  password: account.password,
});

/** Organizations come into being when the worker has taken in their order. */
function organizationNamed(app: INestApplicationContext, name: string): Promise<OrganizationId> {
  return eventually(`The organization ${name}`, async () => {
    const found = await app.get(Identity, { strict: false }).searchOrganizations(name, 1);
    return found[0]?.id as OrganizationId | undefined;
  });
}

/** A pair that nobody has claimed, of an organization without any contact. */
async function seedUnclaimed(app: INestApplicationContext, client: DemoClient, productId: string) {
  const register = app.get(RegisterOrganization, { strict: false });
  const organizationId = await register.execute({ name: 'Walk-in customer', kind: 'person' });
  const { serialNumber } = await app
    .get(IssueLicense, { strict: false })
    .execute({ organizationId, productId });
  const machine = {
    fingerprint: 'demo-front-desk',
    name: 'Front desk',
    platform: 'windows',
    version: '5.0.0',
  };
  const { uid } = activation.parse(
    await client.post('/api/v1/product/activations', { serialNumber, ...machine }),
  );
  return { serialNumber, uid };
}
