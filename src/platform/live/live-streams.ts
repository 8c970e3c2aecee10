import { type BeforeApplicationShutdown, Injectable, StreamableFile } from '@nestjs/common';
import { personOf, type SignedIn } from '../../kernel/actor.js';
import { NotFound, Unavailable } from '../../kernel/errors.js';
import { Config } from '../config/config.js';
import { cookieName } from '../http/cookies.js';
import type { Reply, Request } from '../http/request.js';
import { Authenticator } from '../ports/authenticator.js';
import { Announcements } from './announcements.js';
import { EventStream } from './event-stream.js';
import { LiveStream, type Watch } from './live-stream.js';
import { StreamPlaces } from './stream-places.js';

/** Opens the streams of this process, and ends them all when it stops. */
@Injectable()
export class LiveStreams implements BeforeApplicationShutdown {
  private readonly open = new Set<EventStream>();
  private readonly places = new StreamPlaces();
  private stopping = false;

  constructor(
    private readonly announcements: Announcements,
    private readonly authenticator: Authenticator,
    private readonly config: Config,
  ) {}

  /**
   * Events for who asks for them, as `EventSource` does; for others just how it stands now, which is what a page polls
   * where a proxy lets no stream through.
   * @throws NotFound when there is nothing to watch. @throws TooManyAttempts, Unavailable
   */
  async answer(request: Request, reply: Reply, watch: Watch): Promise<StreamableFile | { mark: string }> {
    const actor = personOf(request.actor);
    if (!actor || !(await watch.stillMay(actor))) throw NotFound.of('request');
    void reply.headers({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' });
    const asksForStream = request.headers.accept?.includes('text/event-stream') ?? false;
    if (!asksForStream) return { mark: await watch.mark() };
    if (this.stopping) throw comeBack();
    const stream = this.placed(actor);
    await this.begin(request, stream, watch);
    return new StreamableFile(stream.readable, { type: 'text/event-stream; charset=utf-8' });
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
    for (const stream of this.open) stream.end();
  }

  private placed({ userId }: SignedIn): EventStream {
    const giveBack = this.places.take(userId);
    const stream = new EventStream(Math.round(2_000 + Math.random() * 3_000));
    this.open.add(stream);
    stream.onClose(() => {
      this.open.delete(stream);
      giveBack();
    });
    return stream;
  }

  private async begin(request: Request, stream: EventStream, watch: Watch): Promise<void> {
    try {
      const token = request.cookies[cookieName(this.config, 'session')] ?? '';
      const live = new LiveStream(stream, watch, () => this.authenticator.bySession(token, 'unnoticed'));
      const end = await this.announcements.subscribe(watch.topic, (what) => live.hear(what));
      stream.onClose(end);
      if (!this.announcements.arrive) throw comeBack();
      await watch.present?.seen();
      // After the subscription, so that nothing falls between.
      stream.send('mark', await watch.mark());
    } catch (error) {
      stream.readable.destroy();
      throw error;
    }
  }
}

const comeBack = () =>
  new Unavailable('The page cannot be told what changes right now. Try again in a moment.', {
    retryAfterSeconds: 5,
  });
