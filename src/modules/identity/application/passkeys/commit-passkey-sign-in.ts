import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type Face, type OpenedSession, OpenSession } from '../sessions/open-session.js';
import type { PasskeyAnswer } from './passkey-answers.js';
import { UsePasskey } from './use-passkey.js';

/** Takes the answer and opens the session, or neither. */
@Injectable()
export class CommitPasskeySignIn {
  constructor(
    readonly em: EntityManager,
    private readonly passkeys: UsePasskey,
    private readonly sessions: OpenSession,
  ) {}

  /** @throws PasskeyRefused. @throws SignInRefused when the person is disabled */
  @Transactional()
  async execute(command: {
    readonly answer: PasskeyAnswer;
    readonly challenge: string;
    readonly face: Face;
  }): Promise<OpenedSession> {
    const { answer, challenge, face } = command;
    const userId = await this.passkeys.take({ answer, challenge, userId: null });
    return this.sessions.execute({ userId, face, method: 'passkey' });
  }
}
