/**
 * The error's name, code and place. Messages quote what they stumbled over, so they stay out of queues, tables and
 * whatever else outlives the moment.
 */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = error.stack?.slice(error.stack.indexOf('\n    at ')) ?? '';
  const place = /([^\s()/\\]+\.[jt]s:\d+):\d+/.exec(frames);
  return `${error.name}${code}${place ? ` at ${place[1]}` : ''}`.slice(0, 300);
}

/** What a queue may remember of a failure. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';

  constructor(cause: unknown) {
    super(causeOf(cause));
  }
}
