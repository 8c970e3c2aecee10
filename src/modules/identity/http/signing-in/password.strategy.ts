import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { Unauthenticated } from '../../../../kernel/errors.js';
import { CheckLogin, type InvitedHolder } from '../../application/signing-in/check-login.js';
import type { PasswordHolder } from '../../application/signing-in/check-password.js';
import type { Origin } from '../../application/signing-in/guess-limits.js';
import { attempt } from './attempt.js';

interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly origin: Origin;
}

/** E-mail address or username with password. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, 'password') {
  constructor(private readonly checkLogin: CheckLogin) {
    super({ usernameField: 'login', passwordField: 'password', passReqToCallback: true });
  }

  validate(
    request: { body: Credentials },
    login: string,
    password: string,
  ): Promise<PasswordHolder | InvitedHolder> {
    return this.checkLogin.execute({ login, password, origin: request.body.origin });
  }

  /** @throws SignInRefused whatever the cause */
  async check(credentials: Credentials): Promise<PasswordHolder | InvitedHolder> {
    const holder = await attempt<PasswordHolder | InvitedHolder>(this, { body: credentials });
    if (!holder) throw new Unauthenticated('Enter your e-mail address or username, and your password.');
    return holder;
  }
}
