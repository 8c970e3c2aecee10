import type { EntityClass } from '@mikro-orm/postgresql';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { migrations } from '../migrations/index.js';
import type { Clock } from './kernel/clock.js';
import { AdminModule } from './modules/admin/admin.module.js';
import { DownloadsModule, downloadsEntities } from './modules/downloads/downloads.module.js';
import { HomeModule } from './modules/home/home.module.js';
import { IdentityModule, identityEntities } from './modules/identity/identity.module.js';
import { KnowledgeModule, knowledgeEntities } from './modules/knowledge/knowledge.module.js';
import { LicensingModule, licensingEntities } from './modules/licensing/licensing.module.js';
import { NotificationsModule } from './modules/notifications/notifications.module.js';
import { OrdersModule, ordersEntities } from './modules/orders/orders.module.js';
import { supportEntities } from './modules/support/support.entities.js';
import { SupportModule } from './modules/support/support.module.js';
import { navigation } from './navigation.js';
import { AuditModule } from './platform/audit/audit.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import type { OrmParts } from './platform/database/orm-options.js';
import { EventsModule } from './platform/events/events.module.js';
import { OutboxSubscriber } from './platform/events/outbox.js';
import { OutboxEntry } from './platform/events/outbox-entry.js';
import { HealthModule } from './platform/health/health.module.js';
import { HttpModule, ViewsModule } from './platform/http/http.module.js';
import { IdempotencyModule } from './platform/http/idempotency/idempotency.module.js';
import { LimitsModule } from './platform/limits/limits.module.js';
import { LiveModule } from './platform/live/live.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';
import { PersonalDataModule } from './platform/personal-data/personal-data.module.js';
import { QueueModule } from './platform/queue/queue.module.js';
import { ScanningModule } from './platform/scanning/scanning.module.js';
import { StorageModule } from './platform/storage/storage.module.js';
import { UploadsModule } from './platform/uploads/uploads.module.js';

const platform: readonly Type[] = [
  ViewsModule,
  AuditModule,
  PersonalDataModule,
  QueueModule,
  EventsModule,
  StorageModule,
  ScanningModule,
  UploadsModule,
  LimitsModule,
  LiveModule,
  HealthModule,
  MetricsModule,
];

const modules: readonly Type[] = [
  OrdersModule,
  LicensingModule,
  IdentityModule,
  DownloadsModule,
  SupportModule,
  KnowledgeModule,
  NotificationsModule,
  HomeModule,
  AdminModule,
];

const entities: readonly EntityClass<object>[] = [
  OutboxEntry,
  ...ordersEntities,
  ...licensingEntities,
  ...identityEntities,
  ...downloadsEntities,
  ...supportEntities,
  ...knowledgeEntities,
];

/** What MikroORM needs to know, for the app, the command line and the tests. */
export const ormParts: OrmParts = { entities, migrations, subscribers: [new OutboxSubscriber()] };

/** The composition root: the platform with one configuration, and every module on it. Web and worker run the same. */
@Module({})
export class AppModule {
  static for(config: Config, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DiscoveryModule,
        ConfigModule.for(config, clock),
        DatabaseModule.for(config, ormParts),
        ...platform,
        MailModule.for(config),
        HttpModule.with(navigation),
        IdempotencyModule,
        ...modules,
      ],
    };
  }
}
