declare module 'autocannon' {
  interface Options {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly method?: 'GET' | 'POST';
    readonly requests?: readonly {
      readonly setupRequest: (request: Readonly<Record<string, unknown>>) => object;
    }[];
    readonly verifyBody: (body: string) => boolean;
  }
  export interface Result {
    readonly requests: { readonly average: number; readonly total: number; readonly sent: number };
    readonly latency: { readonly p50: number; readonly p99: number };
    readonly errors: number;
    readonly timeouts: number;
    readonly mismatches: number;
    readonly non2xx: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
