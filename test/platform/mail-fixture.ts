import { Injectable, Module } from '@nestjs/common';
import type { UserId } from '../../src/kernel/ids.js';
import { defineEmail } from '../../src/platform/mail/define-email.js';
import { EmailCatalogue } from '../../src/platform/mail/email-catalogue.js';
import type { Recipient } from '../../src/platform/ports/audience.js';
import type { ViewEngine } from '../../src/platform/views/view-engine.js';
import { NoteChanged } from './events-fixture.js';

/** What the fixture's e-mails ask while they are sent; tests change it. */
@Injectable()
export class Post {
  recipients: Recipient[] = [];
  due = true;
  failures = 0;
  /** Tokens in the order they were minted. */
  readonly minted: string[] = [];

  mint(): string {
    const token = `token-${this.minted.length}-${'x'.repeat(20)}`;
    this.minted.push(token);
    return token;
  }
}

const audience = async (_event: unknown, ctx: { get<T>(token: new () => T): T }) => ctx.get(Post).recipients;

export const Notice = defineEmail({
  name: 'fixture.notice',
  on: NoteChanged,
  lane: 'ordinary',
  template: 'fixture/notice',
  audience,
  variables: async (event, recipient, ctx) => {
    const post = ctx.get(Post);
    if (post.failures > 0) {
      post.failures -= 1;
      throw new Error(`no words for ${recipient.email}`);
    }
    return post.due ? { note: event.payload.text, link: ctx.link(`/notes/${event.payload.noteId}`) } : null;
  },
  sample: { note: 'A sample', link: 'https://portal.example.com/notes/1' },
});

export const OneTimeLink = defineEmail({
  name: 'fixture.one-time-link',
  on: NoteChanged,
  lane: 'once',
  template: 'fixture/notice',
  audience: async (event, ctx) => (event.payload.text.startsWith('link') ? ctx.get(Post).recipients : []),
  variables: async (_event, _recipient, ctx) => {
    const token = ctx.get(Post).mint();
    return { note: 'Your link', link: ctx.link(`/links/${token}`) };
  },
  sample: { note: 'Your link', link: 'https://portal.example.com/links/1' },
});

/** Only the second e-mail when a note's text starts with `link`. */
@Module({ providers: [Post], exports: [Post] })
export class PostModule {
  constructor(catalogue: EmailCatalogue) {
    const audienceOfNotices = Notice.audience;
    catalogue.add({
      ...Notice,
      audience: async (event, ctx) =>
        event.payload.text.startsWith('link') ? [] : audienceOfNotices(event, ctx),
    });
    catalogue.add(OneTimeLink);
  }
}

export function recipient(email: string, locale = 'en', name = 'Ada <&> Lovelace'): Recipient {
  return { userId: '01890000-0000-7000-8000-000000000000' as UserId, email, name, locale, timeZone: 'UTC' };
}

const templates: Readonly<Record<string, string>> = {
  subject: '{{t "mail.greetingPlain"}} {{recipientName}}: {{note}}',
  text: `{{#> emails/layout.text}}{{> emails/greeting.text}}
{{note}}

{{> emails/button.text url=link label="Open"}}{{/emails/layout.text}}`,
  html: `{{#> emails/layout.html}}<h1>{{note}}</h1>{{> emails/greeting.html}}
{{> emails/button.html url=link label="Open"}}{{/emails/layout.html}}`,
};

/** Gives the engine the fixture's templates, on top of the real layouts; they are compiled with the next mail. */
export function addTemplates(engine: ViewEngine): void {
  const known = engine as unknown as { sources: Map<string, string>; languages: Map<string, unknown> };
  for (const [ending, source] of Object.entries(templates))
    known.sources.set(`emails/fixture/notice.${ending}`, source);
  known.languages.clear();
}
