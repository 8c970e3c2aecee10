import { Global, Module } from '@nestjs/common';
import { Announcements } from './announcements.js';
import { LiveStreams } from './live-streams.js';

/** Tells open pages what changes, whichever process changed it. */
@Global()
@Module({ providers: [Announcements, LiveStreams], exports: [Announcements, LiveStreams] })
export class LiveModule {}
