import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { RememberedDevices } from '../factors/remembered-devices.js';
import { TakeFactor, type TakenFactor } from '../factors/take-factor.js';
import { type Face, type OpenedSession, OpenSession } from '../sessions/open-session.js';
import { SignInTickets } from './sign-in-tickets.js';

/** Signed in, with the secret of the browser that asked to be remembered. */
export interface SecondStepDone {
  readonly session: OpenedSession;
  readonly rememberedAs: string | null;
}

/** Takes the second factor and opens the session, or neither. */
@Injectable()
export class CommitSecondFactor {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: SignInTickets,
    private readonly factor: TakeFactor,
    private readonly devices: RememberedDevices,
    private readonly sessions: OpenSession,
  ) {}

  /** @throws SignInStepOver, CodeRefused, PasskeyRefused */
  @Transactional()
  async execute(command: {
    readonly token: string;
    readonly given: TakenFactor;
    readonly face: Face;
    readonly rememberDevice: boolean;
  }): Promise<SecondStepDone> {
    const { token, given, face, rememberDevice } = command;
    const { userId, organizationId } = await this.tickets.useSecondStep(token);
    await this.factor.take(userId as UserId, given);
    const session = await this.sessions.execute({
      userId,
      face,
      method: 'second-factor',
      ...(organizationId ? { organizationId } : {}),
    });
    const rememberedAs = rememberDevice
      ? await this.devices.remember(userId as UserId, face.userAgent)
      : null;
    return { session, rememberedAs };
  }
}
