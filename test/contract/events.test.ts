import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { declaredEvents } from '../../src/kernel/event.js';
import { eventsPage, payloadSchema } from '../../src/platform/events/events-page.js';
import { SubscriberRegistry } from '../../src/platform/events/subscriber-registry.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { testConfig } from '../harness/config.js';
import { createTestDatabase } from '../harness/database.js';

const pagePath = join(projectRoot, 'docs', 'events.md');
const schemasPath = join(projectRoot, 'test', 'contract', 'event-schemas.json');
const update = process.env.UPDATE === '1';
// Not those of tests that ran before in this process.
const portalEvents = () => declaredEvents().filter(({ name }) => !name.startsWith('fixture.'));

let app: INestApplicationContext;
let registry: SubscriberRegistry;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  app = await NestFactory.createApplicationContext(
    AppModule.for(testConfig({ DATABASE_URL: database.url })),
    { logger: false },
  );
  registry = app.get(SubscriberRegistry);
  registry.discover();
});
afterAll(async () => {
  await app.close();
  await drop();
});

describe('docs/events.md', () => {
  it('is what the code generates; UPDATE=1 writes it', () => {
    const generated = eventsPage(portalEvents(), registry.all());
    if (update) writeFileSync(pagePath, generated);
    expect(existsSync(pagePath) ? readFileSync(pagePath, 'utf8') : '').toBe(generated);
  });
});

describe('the payload of a published version', () => {
  it('never changes; UPDATE=1 adds new versions only', () => {
    const published: Record<string, unknown> = existsSync(schemasPath)
      ? JSON.parse(readFileSync(schemasPath, 'utf8'))
      : {};
    const now = Object.fromEntries(
      portalEvents().map((type) => [`${type.name}.v${type.version}`, payloadSchema(type)]),
    );
    if (update) writeFileSync(schemasPath, `${JSON.stringify({ ...now, ...published }, null, 2)}\n`);
    const known: Record<string, unknown> = JSON.parse(readFileSync(schemasPath, 'utf8'));
    for (const [key, schema] of Object.entries(now)) expect({ [key]: schema }).toEqual({ [key]: known[key] });
  });

  it('has no field that sounds like a secret or a body', () => {
    const fields = portalEvents().flatMap((type) =>
      Object.keys(payloadSchema(type).properties ?? {}).map((field) => `${type.name}.${field}`),
    );
    expect(fields.filter((field) => /\.(.*(password|token|secret)|body|html|link)$/i.test(field))).toEqual(
      [],
    );
  });
});
