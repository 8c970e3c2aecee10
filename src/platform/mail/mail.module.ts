import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { EventsModule } from '../events/events.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { WorkerRuntime } from '../queue/worker-runtime.js';
import { AudienceExpansion } from './audience-expansion.js';
import { Bounces } from './bounces.js';
import { Deliveries } from './deliveries.js';
import { DeliveryLog } from './delivery-log.js';
import { EmailCatalogue } from './email-catalogue.js';
import { EmailRenderer } from './email-renderer.js';
import { EmailWriter } from './email-writer.js';
import { MailSweeper } from './mail-sweeper.js';
import { MailWorker } from './mail-worker.js';
import { MailboxController } from './mailbox.controller.js';
import { PortalEmailContext } from './portal-email-context.js';
import { SentMails } from './sent-mails.js';
import { Smtp } from './smtp.js';

/** E-mails from declaration to delivery. */
@Global()
@Module({})
export class MailModule {
  constructor(runtime: WorkerRuntime, worker: MailWorker, sweeper: MailSweeper) {
    for (const part of [worker, sweeper]) runtime.add(part);
  }

  static for(config: Config): DynamicModule {
    return {
      module: MailModule,
      imports: [QueueModule, EventsModule],
      // The demo's mailbox shows one-time links to everybody, so elsewhere it does not even exist.
      controllers: config.mailboxUrl ? [MailboxController] : [],
      providers: [
        AudienceExpansion,
        Bounces,
        Deliveries,
        DeliveryLog,
        EmailCatalogue,
        EmailRenderer,
        EmailWriter,
        MailSweeper,
        MailWorker,
        PortalEmailContext,
        SentMails,
        Smtp,
      ],
      exports: [Bounces, Deliveries, EmailCatalogue, EmailWriter, MailSweeper, SentMails],
    };
  }
}
