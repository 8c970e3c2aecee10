import { Injectable } from '@nestjs/common';
import { log } from '../../../../platform/logging/log.js';
import { UnderstandMail, type UnderstoodMail } from './understand-mail.js';
import { type Verdict, WeighSender } from './weigh-sender.js';

/** A mail that was understood, and what becomes of it. */
export interface ReadMailResult {
  readonly understood: UnderstoodMail;
  readonly verdict: Verdict;
}

/** Understands a mail and decides what becomes of it. */
@Injectable()
export class ReadMail {
  constructor(
    private readonly understanding: UnderstandMail,
    private readonly senders: WeighSender,
  ) {}

  /** Null: it cannot be read, and agents look at it as it came. */
  async execute(recipient: string, raw: Buffer): Promise<ReadMailResult | null> {
    const understood = await this.understood(raw);
    return understood && { understood, verdict: await this.senders.execute(recipient, understood) };
  }

  /** Null: it cannot be read. Parsers meet what they were not made for; that is no reason to try again. */
  async understood(raw: Buffer): Promise<UnderstoodMail | null> {
    try {
      return await this.understanding.execute(raw);
    } catch (error) {
      log.info({ cause: error instanceof Error ? error.name : 'unknown' }, 'a mail could not be read');
      return null;
    }
  }
}
