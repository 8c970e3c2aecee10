import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { I18n, type Translate } from '../i18n/i18n.js';
import type { Request } from './request.js';

/** Whom a page is written for: what view models need to put a read model into words. */
export interface Reader {
  /** BCP 47, one of the shipped languages. */
  readonly locale: string;
  /** IANA time zone; UTC for visitors. */
  readonly timeZone: string;
  readonly now: Date;
  readonly t: Translate;
}

/** Makes the reader of a request. */
@Injectable()
export class Readers {
  constructor(
    private readonly i18n: I18n,
    private readonly clock: Clock,
  ) {}

  of({ locale, actor }: Request): Reader {
    const timeZone = 'timeZone' in actor ? actor.timeZone : 'UTC';
    return { locale, timeZone, now: this.clock.now(), t: this.i18n.translator(locale) };
  }
}
