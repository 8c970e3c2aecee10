import { Counter, Histogram } from 'prom-client';

export const eventsPublished = new Counter({
  name: 'latchkey_events_published_total',
  help: 'Events that the relay handed to the queue',
});

export const eventsRecovered = new Counter({
  name: 'latchkey_events_recovered_total',
  help: 'Events whose jobs were lost and added again',
});

export const eventLagSeconds = new Histogram({
  name: 'latchkey_event_lag_seconds',
  help: 'From the moment an event occurred to the start of its subscriber',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120],
});

export const eventsConsumed = new Counter({
  name: 'latchkey_events_consumed_total',
  help: 'What became of events at their subscribers',
  labelNames: ['outcome'] as const,
});
