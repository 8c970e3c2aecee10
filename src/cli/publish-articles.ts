import type { INestApplicationContext } from '@nestjs/common';
import { system } from '../kernel/actor.js';
import { PublishBuiltInArticles } from '../modules/knowledge/application/publish-built-in-articles.js';

/** Brings the articles that ship with this version into the help center; the vendor's own stay as they are. */
export async function publishArticles(app: INestApplicationContext): Promise<void> {
  await app.get(PublishBuiltInArticles, { strict: false }).execute(system);
}
