import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';

const tokens = z.object({ accessToken: z.string() });

/** Fills the demo the way the world does: over HTTP. @throws Error with the portal's answer when it refuses */
export class DemoClient {
  constructor(
    private readonly baseUrl: string,
    private readonly accessToken: string | null = null,
  ) {}

  async signIn(login: string, password: string): Promise<DemoClient> {
    const answer = tokens.parse(await this.post('/api/v1/sign-in/password', { login, password }));
    return new DemoClient(this.baseUrl, answer.accessToken);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
    return this.call('POST', path, JSON.stringify(body), headers);
  }

  put(path: string, body: unknown): Promise<unknown> {
    return this.call('PUT', path, JSON.stringify(body));
  }

  get(path: string): Promise<unknown> {
    return this.call('GET', path);
  }

  /** A store's signed webhook. @see https://github.com/standard-webhooks/standard-webhooks */
  sell(secret: string, content: object): Promise<unknown> {
    const id = `msg_${randomUUID()}`;
    const at = new Date();
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, JSON.stringify(content)),
    };
    return this.post('/api/v1/webhooks/store', content, headers);
  }

  private async call(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? null : JSON.parse(text);
  }
}

/** Asks again until there is an answer; what the worker does takes a moment. @throws Error after 20 s */
export async function eventually<T>(what: string, ask: () => Promise<T | null | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await ask();
    if (answer !== null && answer !== undefined) return answer;
    await wait(100);
  }
  throw new Error(`${what} did not happen within 20 s.`);
}
