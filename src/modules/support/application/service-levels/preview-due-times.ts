import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { readClock } from '../../domain/service-level/request-clock.js';
import { type TicketPriority, ticketPriorities } from '../../events/ticket-words.js';
import { type RequestScope, ServicePromises } from './service-promises.js';

export interface PreviewedDue {
  readonly priority: TicketPriority;
  readonly firstResponseDueAt: Date | null;
  /** Null: no time for the solution is promised. */
  readonly resolutionDueAt: Date | null;
}

export interface DuePreview {
  readonly openedAt: Date;
  readonly levelId: string;
  readonly levelName: string;
  /** Of the office. */
  readonly timeZone: string;
  readonly priorities: readonly PreviewedDue[];
}

/** Tells when a request that a customer opened now would be due, at each priority; for staff. */
@Injectable()
export class PreviewDueTimes {
  constructor(
    private readonly promises: ServicePromises,
    private readonly clock: Clock,
  ) {}

  async execute(scope: RequestScope): Promise<DuePreview> {
    const openedAt = this.clock.now();
    const found = await Promise.all(
      ticketPriorities.map(async (priority) => ({
        priority,
        ...(await this.promises.of(scope, priority)),
      })),
    );
    const [{ levelId, levelName, timeZone }] = found as [(typeof found)[number]];
    const priorities = found.map(({ priority, promised }) => {
      const { firstResponse, resolution } = readClock(
        { openedAt, firstRespondedAt: null, steps: [] },
        promised,
      );
      return {
        priority,
        firstResponseDueAt: firstResponse.dueAt,
        resolutionDueAt: resolution?.dueAt ?? null,
      };
    });
    return { openedAt, levelId, levelName, timeZone, priorities };
  }
}
