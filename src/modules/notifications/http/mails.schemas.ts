import { z } from 'zod';
import type { SignedIn } from '../../../kernel/actor.js';
import { listing } from '../../../platform/http/paging.js';
import type { Reader } from '../../../platform/http/readers.js';
import { mailStates } from '../../../platform/mail/sent-mails.js';
import type { Mail } from '../application/list-mails.js';
import { aboutOf, mailTitle, shownAddress, stateWords } from './mails.views.js';

const sentMail = z
  .object({
    id: z.uuid(),
    name: z
      .string()
      .describe('Which mail it is.')
      .meta({ examples: ['support.reply'] }),
    title: z.string().describe('The same in your language. It is not the subject of the mail.'),
    address: z.string().describe('Where it went; masked unless it is your address today.'),
    state: z
      .enum(mailStates)
      .describe(
        'sent: the mail server took it. refused and given-up: it could not be delivered. bounced: it came back.',
      ),
    answer: z
      .int()
      .nullable()
      .describe('The code with which a mail server refused it last, e.g. 550; null when none did.'),
    bounceStatus: z
      .string()
      .nullable()
      .describe('Why it came back, as in RFC 3463: 5.1.1 for good, 4.2.2 after waiting; null unless bounced.')
      .meta({ examples: ['5.1.1'] }),
    explanation: z.string().nullable().describe('What the state means for you, where it needs words.'),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime().describe('When it came to this state.'),
    about: z
      .object({
        kind: z.enum(['request', 'license', 'release', 'order']),
        id: z.uuid(),
        text: z.string(),
        href: z.string().describe('Its page.'),
      })
      .nullable()
      .describe('What it is about, where you may see that; null otherwise.'),
  })
  .meta({ id: 'SentMail', description: 'A mail that was sent to you. What it says is not kept.' });

export const sentMailList = listing(sentMail).meta({
  id: 'SentMailList',
  description: 'Mails that were sent to you, the newest first.',
});

export const mailAnswer = (mail: Mail, actor: SignedIn, { t }: Reader) => ({
  id: mail.id,
  name: mail.name,
  title: mailTitle(mail.name, t),
  address: shownAddress(mail.address, actor),
  state: mail.state,
  answer: mail.answer,
  bounceStatus: mail.bounceStatus,
  explanation: stateWords(mail, t),
  createdAt: mail.createdAt.toISOString(),
  changedAt: mail.changedAt.toISOString(),
  about: mail.subject && { kind: mail.subject.kind, ...aboutOf(mail.subject) },
});
