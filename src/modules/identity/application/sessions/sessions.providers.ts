import { AccessTokens } from './access-tokens.js';
import { EndSessions } from './end-sessions.js';
import { FindActor } from './find-actor.js';
import { ListSessions } from './list-sessions.js';
import { NoteUse } from './note-use.js';
import { OpenSession } from './open-session.js';
import { RefreshSession } from './refresh-session.js';
import { RenewSession } from './renew-session.js';
import { RotateRefreshToken } from './rotate-refresh-token.js';

export const sessionsProviders = [
  AccessTokens,
  EndSessions,
  FindActor,
  ListSessions,
  OpenSession,
  RefreshSession,
  RenewSession,
  RotateRefreshToken,
  NoteUse,
];
