import type { LoggerService } from '@nestjs/common';
import { log } from './log.js';

/** Nest's own messages in our log; its chatter of the boot counts as debug. */
export class NestLog implements LoggerService {
  log(message: unknown): void {
    log.debug({ nest: true }, String(message));
  }

  warn(message: unknown): void {
    log.warn({ nest: true }, String(message));
  }

  error(message: unknown, ...details: unknown[]): void {
    log.error({ nest: true, details: details.map(String).slice(0, 2) }, String(message));
  }
}
