import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { PasswordRefused } from '../../domain/identity.errors.js';
import {
  brokenRules,
  listedRules,
  minimumLength,
  type PasswordRule,
  specialCharacter,
} from '../../domain/password-policy.js';

/** What the page needs to list the rules and tick them while somebody types. */
export interface RuleSheet {
  readonly rules: readonly PasswordRule[];
  readonly minLength: number;
  readonly special: string;
}

/** The password policy of this installation (ruling C6); the one place that pages, API and seeds ask. */
@Injectable()
export class PasswordRules {
  constructor(private readonly config: Config) {}

  sheet(): RuleSheet {
    const policy = this.config.passwordPolicy;
    return { rules: listedRules(policy), minLength: minimumLength(policy), special: specialCharacter };
  }

  /**
   * @param words what must not be in it beside the portal's name: names, addresses, company, serial number
   * @param field the input's name, for the refusal
   * @throws PasswordRefused naming every broken rule
   */
  check(password: string, words: readonly (string | null)[], field = 'password'): void {
    const policy = this.config.passwordPolicy;
    const known = [this.config.portalName, ...words].filter((word) => word !== null);
    const broken = brokenRules(password, { policy, words: known });
    if (broken.length > 0) throw PasswordRefused.breaking(broken, field, minimumLength(policy));
  }
}
