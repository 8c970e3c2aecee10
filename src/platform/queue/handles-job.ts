import 'reflect-metadata';

/** What `@HandlesJob` leaves on a method. `everyMs` is null for jobs that are enqueued. */
export interface JobMark {
  readonly name: string;
  readonly everyMs: number | null;
}

type JobMethod = (data: never) => Promise<void>;

const key = Symbol('latchkey jobs');

/**
 * Makes a provider's method do the jobs of this name, at least once each. Throwing tries again, five times in all.
 *
 * @param name module and what it does, e.g. `orders.render-invoice`
 */
export function HandlesJob(name: string) {
  return <Method extends JobMethod>(
    target: object,
    method: string,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => mark(target, method, { name, everyMs: null });
}

/** Runs a provider's method about every `everyMs` milliseconds, once in the whole installation. */
export function Repeats(name: string, everyMs: number) {
  return <Method extends JobMethod>(
    target: object,
    method: string,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => mark(target, method, { name, everyMs });
}

/** The job that a method does, or null. */
export function jobOf(target: object, method: string): JobMark | null {
  return Reflect.getMetadata(key, target, method) ?? null;
}

function mark(target: object, method: string, job: JobMark): void {
  Reflect.defineMetadata(key, job, target, method);
}
