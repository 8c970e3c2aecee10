import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { QueueModule } from '../queue/queue.module.js';
import { WorkerRuntime } from '../queue/worker-runtime.js';
import { Consumers } from './consume.js';
import { DeadLetters } from './dead-letters.js';
import { EventRetries } from './event-jobs.js';
import { EventRecovery } from './recovery.js';
import { Relay } from './relay.js';
import { SubscriberRegistry } from './subscriber-registry.js';

/** Outbox to subscribers. Give `OutboxSubscriber` and `OutboxEntry` to MikroORM beside it. */
@Global()
@Module({
  imports: [DiscoveryModule, QueueModule],
  providers: [SubscriberRegistry, EventRetries, DeadLetters, Relay, Consumers, EventRecovery],
  exports: [SubscriberRegistry, DeadLetters, Relay, EventRecovery, EventRetries],
})
export class EventsModule {
  constructor(runtime: WorkerRuntime, relay: Relay, consumers: Consumers, recovery: EventRecovery) {
    // Consumers first, so that what the relay hands over starts at once.
    for (const part of [consumers, relay, recovery]) runtime.add(part);
  }
}
