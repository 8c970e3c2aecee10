import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { SignInRefused } from '../../domain/identity.errors.js';
import { PasskeyRefused } from '../../domain/passkeys.errors.js';
import type { Face, OpenedSession } from '../sessions/open-session.js';
import { CommitPasskeySignIn } from './commit-passkey-sign-in.js';
import type { PasskeyAnswer } from './passkey-answers.js';
import { PasskeyChallenges } from './passkey-challenges.js';

/**
 * Signs in by a passkey alone: the device has it and knew its person, so it is both factors at once, and nothing is
 * typed (row ID-2).
 */
@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly challenges: PasskeyChallenges,
    private readonly commit: CommitPasskeySignIn,
    private readonly database: ReadDatabase,
    private readonly audit: Audit,
  ) {}

  /** @throws PasskeyRefused whatever the cause */
  async execute(command: { readonly answer: PasskeyAnswer; readonly face: Face }): Promise<OpenedSession> {
    const { answer } = command;
    try {
      const challenge = await this.challenges.take(answer.response.clientDataJSON, 'sign-in', null);
      return await this.commit.execute({ ...command, challenge });
    } catch (error) {
      if (!(error instanceof SignInRefused || error instanceof PasskeyRefused)) throw error;
      await this.noteRefusal(answer.id);
      throw PasskeyRefused.asAlways();
    }
  }

  // Of known passkeys only: anybody can make up others, and they are about nobody.
  private async noteRefusal(credentialId: string): Promise<void> {
    const passkey = await this.database.one<{ id: string; userId: UserId }>(sql`
      select id, user_id as "userId" from identity.passkey where credential_id = ${credentialId}`);
    if (!passkey) return;
    await this.audit.record({
      action: 'identity.passkey-refused',
      outcome: 'refused',
      aboutUserId: passkey.userId,
      objectId: passkey.id,
    });
  }
}
