/** Packing and unpacking answers is a good part of the work of a test; browsers ask for it all the same. */
export const unpacked = { 'accept-encoding': 'identity' } as const;

/** An answer of the API, parsed where it is JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of every shape; the contract tests hold the shapes.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** Calls the JSON API, with an access token when there is one. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    readonly accessToken: string | null = null,
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.call('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.call('POST', path, body, headers);
  }

  put(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.call('PUT', path, body, headers);
  }

  patch(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.call('PATCH', path, body, headers);
  }

  delete(path: string, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.call('DELETE', path, undefined, headers);
  }

  async call(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      redirect: 'manual',
      headers: {
        ...unpacked,
        ...(this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {}),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: raw ? (body as NonNullable<RequestInit['body']>) : JSON.stringify(body) }),
    });
    const type = response.headers.get('content-type') ?? '';
    const parsed = type.includes('json') ? await response.json() : Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: parsed };
  }
}

/** An answer after redirects. */
export interface PageAnswer {
  readonly status: number;
  /** Path and query of the last page. */
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
}

/** A browser without JavaScript: keeps cookies, follows redirects, sends forms with the last page's token. */
export class PageClient {
  readonly cookies = new Map<string, string>();

  /** @param csrfToken of the forms, until a page brings one */
  constructor(
    private readonly baseUrl: string,
    private csrfToken = '',
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<PageAnswer> {
    return this.follow('GET', path, undefined, headers);
  }

  /** Sends a form; `_csrf` comes from the page fetched last. A FormData body is sent as multipart. */
  post(
    path: string,
    fields: Record<string, string> | URLSearchParams | FormData = {},
    headers: Record<string, string> = {},
  ): Promise<PageAnswer> {
    if (fields instanceof FormData) {
      const address = new URL(path, this.baseUrl);
      address.searchParams.set('_csrf', this.csrfToken);
      return this.follow('POST', address.pathname + address.search, fields, headers);
    }
    const form = new URLSearchParams(fields);
    if (!form.has('_csrf')) form.set('_csrf', this.csrfToken);
    return this.follow('POST', path, form, headers);
  }

  /** Bytes of a file, for downloads. */
  async bytes(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const response = await fetch(new URL(path, this.baseUrl), {
      headers: { ...headers, cookie: this.cookieHeader() },
    });
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  }

  private async follow(
    method: string,
    path: string,
    body: FormData | URLSearchParams | undefined,
    headers: Record<string, string>,
  ) {
    let response = await this.once(method, path, body, headers);
    for (let hops = 0; hops < 10 && response.status >= 300 && response.status < 400; hops += 1) {
      const target = new URL(response.headers.get('location') ?? '/', new URL(path, this.baseUrl));
      path = target.pathname + target.search;
      // As browsers and curl do, also with Range.
      response = await this.once('GET', path, undefined, headers);
    }
    const html = await response.text();
    this.csrfToken = /name="_csrf"[^>]*value="([^"]*)"/.exec(html)?.[1] ?? this.csrfToken;
    return { status: response.status, url: path, html, headers: response.headers };
  }

  private async once(
    method: string,
    path: string,
    body: FormData | URLSearchParams | undefined,
    headers: Record<string, string>,
  ) {
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      redirect: 'manual',
      headers: { ...unpacked, accept: 'text/html', cookie: this.cookieHeader(), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return response;
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const ended = attributes.some((attribute) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
    if (ended) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
