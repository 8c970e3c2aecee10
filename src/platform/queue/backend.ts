import {
  createPostgresBackend,
  type PostgresConnectionOptions,
  type Processor,
  Queue,
  type RedisOptions,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import type { Config } from '../config/config.js';

/** Makes BullMQ's queues and workers on one of the two stores. */
export interface Backend {
  queue(name: string): Queue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
}

/** The one switch: Redis when REDIS_URL is set, else PostgreSQL. Nothing else in the code knows. */
export function chooseBackend(config: Config): Backend {
  return config.redisUrl ? redisBackend(config.redisUrl) : postgresBackend(config.databaseUrl);
}

function redisBackend(url: string): Backend {
  const shared: RedisOptions = {
    url,
    connectTimeout: 5_000,
    // BullMQ's own waits up to 20 s between two tries; a queue that is back should be used at once.
    retryStrategy: (times) => Math.min(times * 200, 2_000),
  };
  // Callers of a producer wait for its answer, so it fails fast; workers wait for Redis as long as it takes.
  // https://docs.bullmq.io/guide/going-to-production
  const producer: RedisOptions = { ...shared, maxRetriesPerRequest: 1, enableOfflineQueue: false };
  const consumer: RedisOptions = { ...shared, maxRetriesPerRequest: null };
  return {
    queue: (name) => new Queue(name, { connection: producer }),
    worker: (name, processor, options) => new Worker(name, processor, { ...options, connection: consumer }),
  };
}

function postgresBackend(connectionString: string): Backend {
  const Bound = withBackend(createPostgresBackend);
  const connection = (max: number): PostgresConnectionOptions => ({
    connectionString,
    schema: 'bullmq',
    migrate: true,
    max,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
  });
  return {
    queue: (name) => new Bound.Queue(name, { connection: connection(2) }) as unknown as Queue,
    worker: (name, processor, options) =>
      new Bound.Worker(name, processor, { ...options, connection: connection(4) }) as unknown as Worker,
  };
}
