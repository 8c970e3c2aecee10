import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Listener } from '../database/listener.js';

/** What happened, in a word of whoever announced it; null: something may have been missed. */
export type Heard = (what: string | null) => void;

/**
 * Hears what any process announces by NOTIFY as `<kind> <id> <what>`. One connection for the whole process, made when
 * somebody first subscribes, so that workers have none.
 */
@Injectable()
export class Announcements implements OnApplicationShutdown {
  private readonly subscribers = new Map<string, Set<Heard>>();
  private readonly listener: Listener;
  private started: Promise<void> | null = null;

  constructor({ databaseUrl }: Config) {
    const heard = (payload: string | null) => this.spread(payload);
    this.listener = new Listener({ databaseUrl, channel: 'latchkey_live', name: 'latchkey-live', heard });
  }

  /** @param topic `<kind> <id>`, or a kind alone for all of it. @returns what ends it */
  async subscribe(topic: string, heard: Heard): Promise<() => void> {
    this.started ??= this.listener.start();
    await this.started;
    const hearing = this.subscribers.get(topic) ?? new Set();
    this.subscribers.set(topic, hearing.add(heard));
    return () => {
      hearing.delete(heard);
      if (hearing.size === 0 && this.subscribers.get(topic) === hearing) this.subscribers.delete(topic);
    };
  }

  /** False while nothing that is announced arrives here. */
  get arrive(): boolean {
    return this.listener.listens;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener.stop();
  }

  private spread(payload: string | null): void {
    if (payload === null) {
      for (const hearing of this.subscribers.values()) for (const heard of hearing) heard(null);
      return;
    }
    const [kind = '', id = '', what = ''] = payload.split(' ');
    for (const topic of [`${kind} ${id}`, kind])
      for (const heard of this.subscribers.get(topic) ?? []) heard(what);
  }
}
