import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { log } from '../logging/log.js';
import { SecondFactorDue, StepUpRequired } from './access.errors.js';
import { ownPage } from './own-page.js';
import { ownPath } from './own-path.js';
import { type Problem, problemOf } from './problem.js';
import { Renderer } from './renderer.js';
import { isApi, type Reply, type Request } from './request.js';

const wantsPage = (request: Request): boolean =>
  !isApi(request) && (request.headers.accept ?? '*/*').includes('text/html');

/** Turns every refusal into a problem document or an error page; sends people who are not signed in to sign in. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly renderer: Renderer) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const reply = host.switchToHttp().getResponse<Reply>();
    const problem = problemOf(error, request.id);
    const line = { requestId: request.id, problem: problem.code, status: problem.status };
    if (problem.status === 500) log.error({ ...line, err: error }, 'a request failed');
    else log.info(line, 'a request was refused');
    if (reply.sent) return;
    if (problem.retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(problem.retryAfterSeconds));
    if (!wantsPage(request)) this.document(problem, reply);
    else if (problem.status === 401) this.toSignIn(request, reply);
    else if (error instanceof StepUpRequired) this.toStepUp(error, request, reply);
    else if (error instanceof SecondFactorDue) this.redirect('/account/mfa', reply);
    else this.page(problem, request, reply);
  }

  private document(problem: Problem, reply: Reply): void {
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="latchkey"');
    void reply
      .status(problem.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(problem);
  }

  private toSignIn(request: Request, reply: Reply): void {
    const next =
      request.method === 'GET' ? `?next=${encodeURIComponent(request.url.slice(0, 2_000))}` : '?expired=1';
    this.redirect(`/sign-in${next}`, reply);
  }

  /** The person proves themselves and comes back to the page; from a form, to the page that it stood on. */
  private toStepUp({ facts }: StepUpRequired, request: Request, reply: Reply): void {
    const from = request.method === 'GET' ? request.url : ownPage(request);
    const query = new URLSearchParams({
      action: String(facts.extra?.action),
      next: ownPath(from, '/account'),
    });
    this.redirect(`/step-up?${query}`, reply);
  }

  private redirect(to: string, reply: Reply): void {
    void reply.header('cache-control', 'no-store').redirect(to, 303);
  }

  private page(problem: Problem, request: Request, reply: Reply): void {
    void reply
      .status(problem.status)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(this.renderer.problem(problem, request));
  }
}
