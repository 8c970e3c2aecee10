import type { Request } from '../../../../platform/http/request.js';

/** What passport's strategies have in common. */
interface PassportStrategy {
  authenticate(request: never, options?: object): unknown;
}

/**
 * Runs a passport strategy for one request, the way passport's own middleware does, but without its process-wide
 * registry: two portals in one process keep their own strategies.
 * @returns the user; null when the strategy refused
 * @throws whatever the strategy's `validate` throws
 */
export function attempt<User>(
  strategy: PassportStrategy,
  request: Request | { readonly body: object },
): Promise<User | null> {
  return new Promise((resolve, reject) => {
    const once: PassportStrategy = Object.assign(Object.create(strategy), {
      success: (user: User) => resolve(user),
      fail: () => resolve(null),
      error: reject,
    });
    once.authenticate(request as never, {});
  });
}
