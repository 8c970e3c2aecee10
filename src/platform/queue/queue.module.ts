import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { FailingJobs } from './failing-jobs.js';
import { JobRelay } from './job-relay.js';
import { JobRunner } from './job-runner.js';
import { Jobs } from './jobs.js';
import { Queues } from './queues.js';
import { WorkerRuntime } from './worker-runtime.js';

/** The queues and what the worker process runs. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Queues, Jobs, JobRelay, JobRunner, FailingJobs, WorkerRuntime],
  exports: [Queues, Jobs, FailingJobs, WorkerRuntime],
})
export class QueueModule {
  constructor(runtime: WorkerRuntime, runner: JobRunner, relay: JobRelay) {
    for (const part of [runner, relay]) runtime.add(part);
  }
}
