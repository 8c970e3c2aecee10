import {
  createPostgresBackend,
  DEFAULT_SCHEMA,
  type Processor,
  Queue,
  type RedisOptions,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import type pg from 'pg';
import type { Config } from '../config/config.js';
import { createPool } from '../database/pool.js';

/** Makes BullMQ's queues and workers on one of the two stores. */
export interface Backend {
  queue(name: string): Queue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  /** Gives back what its queues and workers share; call it after they are closed. */
  close(): Promise<void>;
}

const listeningConnections = 4;
const workingConnections = 6;

/** The one switch: Redis when REDIS_URL is set, else PostgreSQL. Nothing else in the code knows. */
export function chooseBackend(config: Config): Backend {
  return config.redisUrl ? redisBackend(config.redisUrl) : postgresBackend(config);
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
    close: async () => undefined,
  };
}

/** All queues of a process share one pool, in which each worker keeps a connection to listen on. */
function postgresBackend(config: Config): Backend {
  const Bound = withBackend(createPostgresBackend);
  const pool: pg.Pool = createPool(config, {
    max: listeningConnections + workingConnections,
    options: `-c search_path=${DEFAULT_SCHEMA}`,
    keepAlive: true,
  });
  // Every queue and every worker listens to the pool's errors.
  pool.setMaxListeners(50);
  return {
    queue: (name) => new Bound.Queue(name, { connection: pool }) as unknown as Queue,
    worker: (name, processor, options) =>
      new Bound.Worker(name, processor, { ...options, connection: pool }) as unknown as Worker,
    close: () => pool.end(),
  };
}
