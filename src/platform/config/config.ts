import type { RequestsName } from '../i18n/i18n.js';
import { type Environment, environmentSchema } from './config.schema.js';
import { type InboundSettings, inboundSettings } from './inbound.js';

/**
 * The settings of one process, read once at start.
 *
 * `publicUrl` is the origin without a trailing slash, and every link in pages and mails starts with it.
 */
export class Config {
  readonly production: boolean;
  readonly publicUrl: string;
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  /** Null: queues and rate limits live in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly supportEmail: string;
  /** The domain that mails come from; Message-IDs end with it. */
  readonly mailHost: string;
  /** Null: nothing comes in by mail. */
  readonly inbound: InboundSettings | null;
  readonly portalName: string;
  /** What headings and menus call requests. */
  readonly requestsLabel: RequestsName;
  readonly appSecret: string;
  /** The application secret before this one: what is in mails already stays good. Null: there was none. */
  readonly appSecretBefore: string | null;
  readonly jwtSecret: string;
  readonly storeWebhookSecret: string;
  readonly storageUrl: string;
  /** Who sends the bytes of a download, once the portal has decided that the customer may have it. */
  readonly downloadsSentBy: Environment['DOWNLOADS_SENT_BY'];
  /** The virus scanner; null: files are taken unscanned. */
  readonly clamdUrl: string | null;
  /** What each customer's organization may send in a day. */
  readonly uploadQuotaBytes: number;
  /** The largest file of a request that comes in parts. */
  readonly attachmentMaxBytes: number;
  /** How long agents can take a reply back before anybody gets it; 0: it is sent at once. */
  readonly replyUndoSeconds: number;
  readonly trustedProxies: readonly string[];
  /** Lower-case host names (with port where it is not the default) that the portal answers to. */
  readonly allowedHosts: readonly string[];
  /** Where the text records of domains are looked up; empty: as the machine does. */
  readonly dnsServers: readonly string[];
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly metricsToken: string | null;
  /** Where the demo's mail sink lists its mails; null everywhere else. */
  readonly mailboxUrl: string | null;
  readonly claimWithoutContact: Environment['CLAIM_WITHOUT_CONTACT'];
  /** Whether staff reach anything but their account without a second factor. */
  readonly staffSecondFactor: Environment['STAFF_SECOND_FACTOR'];
  readonly passwordPolicy: Environment['PASSWORD_POLICY'];

  constructor(environment: Environment) {
    const publicUrl = new URL(environment.PUBLIC_URL);
    this.production = environment.NODE_ENV === 'production';
    this.publicUrl = publicUrl.origin;
    this.secure = publicUrl.protocol === 'https:';
    this.host = environment.HOST;
    this.port = environment.PORT;
    this.databaseUrl = environment.DATABASE_URL;
    this.databasePoolSize = environment.DATABASE_POOL_SIZE;
    this.redisUrl = environment.REDIS_URL ?? null;
    this.smtpUrl = environment.SMTP_URL;
    this.mailFrom = environment.MAIL_FROM;
    this.supportEmail = environment.SUPPORT_EMAIL;
    this.mailHost = /@([^\s>]+)>?\s*$/.exec(environment.MAIL_FROM)?.[1] ?? 'localhost';
    this.inbound = inboundSettings(environment);
    this.portalName = environment.PORTAL_NAME;
    this.requestsLabel = environment.REQUESTS_LABEL;
    this.appSecret = environment.APP_SECRET;
    this.appSecretBefore = environment.APP_SECRET_BEFORE ?? null;
    this.jwtSecret = environment.JWT_SECRET;
    this.storeWebhookSecret = environment.STORE_WEBHOOK_SECRET;
    this.storageUrl = environment.STORAGE_URL;
    this.downloadsSentBy = environment.DOWNLOADS_SENT_BY;
    this.clamdUrl = environment.CLAMD_URL ?? null;
    this.uploadQuotaBytes = environment.UPLOAD_QUOTA_MIB * 1_048_576;
    this.attachmentMaxBytes = environment.ATTACHMENT_MAX_MIB * 1_048_576;
    this.replyUndoSeconds = environment.REPLY_UNDO_SECONDS;
    this.trustedProxies = environment.TRUSTED_PROXIES;
    this.allowedHosts = [publicUrl.host, ...environment.ALLOWED_HOSTS].map((host) => host.toLowerCase());
    this.dnsServers = environment.DNS_SERVERS;
    this.logLevel = environment.LOG_LEVEL;
    this.metricsToken = environment.METRICS_TOKEN ?? null;
    this.mailboxUrl = environment.MAILBOX_URL ?? null;
    this.claimWithoutContact = environment.CLAIM_WITHOUT_CONTACT;
    this.staffSecondFactor = environment.STAFF_SECOND_FACTOR;
    this.passwordPolicy = environment.PASSWORD_POLICY;
  }
}

/** All that is wrong with the environment, at once. Values are never printed: they may be secrets. */
export class InvalidConfiguration extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `Latchkey cannot start; please correct these settings:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
    this.name = 'InvalidConfiguration';
  }
}

/**
 * Reads the settings. Empty values count as missing.
 * @throws InvalidConfiguration naming every setting at fault with its remedy
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environmentSchema.safeParse(given);
  if (result.success) return new Config(result.data);
  throw new InvalidConfiguration(
    result.error.issues.map((issue) => {
      const name = issue.path.join('.');
      const missing = given[name] === undefined ? 'is missing. ' : 'is not usable. ';
      return `${name} ${missing}${issue.message}`;
    }),
  );
}
