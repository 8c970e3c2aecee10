import { pino } from 'pino';
import { errorLine } from './error-line.js';

/** Members that never reach a log line, wherever they occur: tokens, keys, passwords, serial numbers, addresses. */
const redacted = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'serialNumber',
  'uid',
  'email',
  'code',
];

/** The process's structured log: one JSON line per decision on standard output, written asynchronously. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? 'info',
    base: { process: process.env.LATCHKEY_PROCESS ?? 'cli' },
    serializers: { err: errorLine },
    redact: {
      paths: redacted.flatMap((name) => [name, `*.${name}`]),
      censor: '[redacted]',
    },
  },
  pino.destination({
    dest: 1,
    sync: process.env.NODE_ENV === 'test',
    minLength: 0,
  }),
);
