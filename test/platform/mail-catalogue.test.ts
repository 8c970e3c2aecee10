import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { I18n } from '../../src/platform/i18n/i18n.js';
import { EmailCatalogue } from '../../src/platform/mail/email-catalogue.js';
import { EmailWriter } from '../../src/platform/mail/email-writer.js';
import { testConfig } from '../harness/config.js';
import { createTestDatabase } from '../harness/database.js';
import { recipient } from './mail-fixture.js';

let app: INestApplicationContext;
let drop: () => Promise<void>;
const untranslated = new Set<string>();

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  app = await NestFactory.createApplicationContext(
    AppModule.for(testConfig({ DATABASE_URL: database.url })),
    { logger: false },
  );
  const i18n = app.get(I18n);
  const translator = i18n.translator.bind(i18n);
  i18n.translator = (locale) => (key, variables) => {
    const text = translator(locale)(key, variables);
    // A text that is missing in English, too, comes back as its key; some texts equal their key.
    const isKey = text === key.slice(key.indexOf('.') + 1);
    if (isKey && !i18n.has(key)) untranslated.add(`${locale} ${key}`);
    return text;
  };
});
afterAll(async () => {
  await app.close();
  await drop();
});

describe('every e-mail of the portal', () => {
  it('can be written from its sample in every language, with all texts there', () => {
    const writer = app.get(EmailWriter);
    const { locales } = app.get(I18n);
    for (const email of app.get(EmailCatalogue).all()) {
      const letters = locales.map((locale) =>
        writer.preview(email, recipient('ada@example.com', locale, 'Ada')),
      );
      for (const { subject, text, html } of letters) {
        expect({ email: email.name, short: subject.length > 3 && subject.length < 120 }).toMatchObject({
          short: true,
        });
        expect(text).not.toMatch(/<\/?[a-z]+>|\{\{|undefined|\[object/);
        expect(html).not.toMatch(/\{\{|undefined|\[object|<script|<img/);
      }
      expect(new Set(letters.map(({ text }) => text)).size).toBe(locales.length);
    }
    expect([...untranslated]).toEqual([]);
  });
});
