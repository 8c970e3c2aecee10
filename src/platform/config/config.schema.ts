import { isIP } from 'node:net';
import { z } from 'zod';
import { requestsNames } from '../i18n/i18n.js';
import { inboundEnvironment, inboundFault } from './inbound.js';

const url = (protocols: readonly string[], remedy: string) =>
  z.string(remedy).refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), remedy);

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

const isNetwork = (text: string): boolean => {
  const [address = '', prefix, ...rest] = text.split('/');
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const bits = isIP(address) === 6 ? 128 : 32;
  const fits =
    prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= bits);
  return isIP(address) !== 0 && fits && rest.length === 0;
};

const networks = list.refine(
  (all) => all.every(isNetwork),
  'Use addresses or networks like 10.0.0.0/8, comma-separated.',
);

/** An IPv4 or bracketed IPv6 address with a port, or an address alone. */
const isServer = (text: string): boolean => {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  return (
    isIP(text) !== 0 || (isIP(bracketed ?? plain ?? '') !== 0 && (port === undefined || Number(port) > 0))
  );
};

const secret = (what: string) =>
  z
    .string({
      error: `Set it to at least 32 random characters (${what}); \`openssl rand -base64 48\` makes one.`,
    })
    .refine(
      (text) => text.length >= 32 && new Set(text).size >= 10,
      'Use at least 32 random characters; `openssl rand -base64 48` makes one.',
    );

const port = z.coerce
  .number('Use a port number from 0 to 65535; 0 takes a free one.')
  .int()
  .min(0, 'Use a port number from 0 to 65535; 0 takes a free one.')
  .max(65_535, 'Use a port number from 0 to 65535; 0 takes a free one.');

/** Every setting that the environment gives, with its default and the remedy when it is wrong. */
const environment = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'Use production, development or test.')
    .default('production'),
  PUBLIC_URL: url(['http:', 'https:'], 'Use the address people open, like https://portal.example.com.'),
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(3000),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'Use postgres://user:password@host:5432/database.'),
  DATABASE_POOL_SIZE: z.coerce.number('Use a number from 2 to 100.').int().min(2).max(100).default(10),
  REDIS_URL: url(
    ['redis:', 'rediss:'],
    'Use redis://host:6379, or leave it out to queue in PostgreSQL.',
  ).optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'Use smtp://user:password@host:587.'),
  MAIL_FROM: z
    .string()
    .min(3, 'Use an address like portal@example.com.')
    .default('Latchkey <portal@localhost>'),
  ...inboundEnvironment,
  INBOUND_SMTP_ALLOWED: networks,
  SUPPORT_EMAIL: z
    .string()
    .min(3, 'Use the address that customers may write to.')
    .default('support@localhost'),
  PORTAL_NAME: z.string().min(1).max(60, 'Use at most 60 characters.').default('Latchkey'),
  REQUESTS_LABEL: z.enum(requestsNames, 'Use requests or tickets.').default('requests'),
  APP_SECRET: secret('signs cookies, forms and tickets'),
  APP_SECRET_BEFORE: secret('the one before it').optional(),
  JWT_SECRET: secret('signs access tokens'),
  STORE_WEBHOOK_SECRET: z
    .string({
      error: 'Set it to whsec_ and the base64 of 24 to 64 random bytes, and give the same to the store.',
    })
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'Use whsec_ and the base64 of 24 to 64 random bytes.'),
  STORAGE_URL: url(['file:', 's3:'], 'Use file:///folder or s3://bucket?region=eu-central-1.'),
  DOWNLOADS_SENT_BY: z
    .enum(['portal', 'nginx', 'storage'], 'Use portal, nginx or storage.')
    .default('portal'),
  CLAMD_URL: url(['tcp:'], 'Use tcp://host:3310, or leave it out to take files unscanned.').optional(),
  UPLOAD_QUOTA_MIB: z.coerce
    .number('Use a whole number of MiB, from 1 to 1048576.')
    .int('Use a whole number of MiB, from 1 to 1048576.')
    .min(1, 'Use a whole number of MiB, from 1 to 1048576.')
    .max(1_048_576, 'Use a whole number of MiB, from 1 to 1048576.')
    .default(4_096),
  ATTACHMENT_MAX_MIB: z.coerce
    .number('Use a whole number of MiB, from 25 to 2048.')
    .int('Use a whole number of MiB, from 25 to 2048.')
    .min(25, 'Use a whole number of MiB, from 25 to 2048.')
    .max(2_048, 'Use a whole number of MiB, from 25 to 2048.')
    .default(2_048),
  REPLY_UNDO_SECONDS: z.coerce
    .number('Use a whole number of seconds, from 0 to 60.')
    .int('Use a whole number of seconds, from 0 to 60.')
    .min(0, 'Use a whole number of seconds, from 0 to 60.')
    .max(60, 'Use a whole number of seconds, from 0 to 60.')
    .default(10),
  TRUSTED_PROXIES: networks,
  ALLOWED_HOSTS: list,
  DNS_SERVERS: list.refine(
    (servers) => servers.every(isServer),
    'Use addresses like 192.0.2.53 or 192.0.2.53:5353, comma-separated; leave it out for those of the machine.',
  ),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'Use fatal, error, warn, info, debug or silent.',
    )
    .default('info'),
  METRICS_TOKEN: z.string().min(16, 'Use at least 16 characters.').optional(),
  MAILBOX_URL: url(['http:'], 'Only the demo sets this.').optional(),
  CLAIM_WITHOUT_CONTACT: z.enum(['open', 'hold', 'staff'], 'Use open, hold or staff.').default('open'),
  STAFF_SECOND_FACTOR: z.enum(['required', 'optional'], 'Use required or optional.').default('required'),
  PASSWORD_POLICY: z.enum(['composition', 'length'], 'Use composition or length.').default('composition'),
});

/** Who may send files from where: nginx reads a folder, and only S3 gives links. */
const senders: Readonly<Record<string, string>> = { nginx: 'file:', storage: 's3:' };

export const environmentSchema = environment
  .refine(({ DOWNLOADS_SENT_BY: sender, STORAGE_URL }) => STORAGE_URL.startsWith(senders[sender] ?? ''), {
    path: ['DOWNLOADS_SENT_BY'],
    error: 'Use nginx with files in a folder (file:///...), storage with files in S3, or portal with either.',
  })
  .superRefine((settings, context) => {
    const fault = inboundFault(settings);
    if (fault) context.addIssue({ code: 'custom', path: [fault.path], message: fault.remedy });
  });

export type Environment = z.output<typeof environmentSchema>;
