import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobRunner } from './job-runner.js';
import { Jobs } from './jobs.js';
import { Queues } from './queues.js';
import { WorkerRuntime } from './worker-runtime.js';

/** The queues and what the worker process runs. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Queues, Jobs, JobRunner, WorkerRuntime],
  exports: [Queues, Jobs, WorkerRuntime],
})
export class QueueModule {
  constructor(runtime: WorkerRuntime, jobs: JobRunner) {
    runtime.add(jobs);
  }
}
