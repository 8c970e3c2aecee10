import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Stands between a program and the portal and breaks connections: what a bad network does, at a byte that the test
 * chooses.
 */
export class CuttingProxy {
  /** Bytes of answers after which each connection ends; null: none does. */
  cutAfter: number | null = null;
  private gate: Promise<void> = Promise.resolve();
  private whenCut: () => void = () => undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => void this.pass(client));
  }

  static async before(baseUrl: string): Promise<CuttingProxy> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CuttingProxy(server, new URL(baseUrl));
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Breaks one connection after so many bytes of answers and lets new ones wait. @returns what lets them go on */
  cutOnce(bytes: number): Promise<() => void> {
    this.cutAfter = bytes;
    const wait = Promise.withResolvers<void>();
    return new Promise((resolve) => {
      this.whenCut = () => {
        this.gate = wait.promise;
        this.cutAfter = null;
        this.whenCut = () => undefined;
        resolve(wait.resolve);
      };
    });
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private get host(): string {
    const address = this.server.address();
    if (typeof address !== 'object' || !address) throw new Error('The proxy does not listen.');
    return `127.0.0.1:${address.port}`;
  }

  private async pass(client: Socket): Promise<void> {
    this.keep(client);
    await this.gate;
    const portal = connect(Number(this.target.port), this.target.hostname);
    this.keep(portal);
    portal.on('close', () => client.end());
    client.on('close', () => portal.destroy());
    client.on('data', (asked) => {
      const text = asked.toString('latin1').replaceAll(this.host, this.target.host);
      portal.write(text, 'latin1');
    });
    let left = this.cutAfter ?? Number.POSITIVE_INFINITY;
    portal.on('data', (chunk) => {
      const sent = chunk.subarray(0, Math.min(left, chunk.length));
      left -= sent.length;
      if (!client.write(sent)) {
        portal.pause();
        client.once('drain', () => portal.resume());
      }
      if (left > 0) return;
      this.whenCut();
      portal.destroy();
    });
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
  }
}
