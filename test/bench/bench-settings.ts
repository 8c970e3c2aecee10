import { pathToFileURL } from 'node:url';

/** How long and how often; `--quick` is for a look, not for a note. */
export interface BenchSettings {
  readonly quick: boolean;
  readonly databaseUrl: string;
  /** For what the run leaves behind until its end. */
  readonly folder: string;
  readonly smtpPort: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** One after another, for the median. */
  readonly requests: number;
  readonly coldStarts: number;
  readonly mails: number;
  /** Pairs of an existing and an absent one, for the timing. */
  readonly pairs: number;
  environment(port: number): NodeJS.ProcessEnv;
}

export function benchSettings(
  quick: boolean,
  places: Pick<BenchSettings, 'databaseUrl' | 'folder' | 'smtpPort'>,
): BenchSettings {
  const { databaseUrl, folder, smtpPort } = places;
  const extent = quick
    ? { rounds: 2, seconds: 4, warmUpSeconds: 2, requests: 500, coldStarts: 3, mails: 100, pairs: 100 }
    : { rounds: 4, seconds: 10, warmUpSeconds: 5, requests: 3_000, coldStarts: 5, mails: 600, pairs: 400 };
  return {
    quick,
    ...places,
    ...extent,
    environment: (port) => ({
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      HOST: '127.0.0.1',
      STAFF_SECOND_FACTOR: 'optional',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      STORAGE_URL: pathToFileURL(folder).href,
      APP_SECRET: 'bench-only-application-secret-0123456789',
      JWT_SECRET: 'bench-only-access-token-secret-0123456789',
      STORE_WEBHOOK_SECRET: 'whsec_YmVuY2gtb25seS1zdG9yZS13ZWJob29rLXNlY3JldA==',
      LOG_LEVEL: 'warn',
    }),
  };
}
