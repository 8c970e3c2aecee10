import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { PasswordRefused } from '../domain/identity.errors.js';
import {
  brokenRules,
  listedRules,
  minimumLength,
  type PasswordRule,
  specialCharacter,
} from '../domain/password-policy.js';

const english: Record<PasswordRule, (minimum: number) => string> = {
  length: (minimum) => `Use at least ${minimum} characters.`,
  max: () => 'Use at most 1,024 characters.',
  uppercase: () => 'Use at least one uppercase letter.',
  digit: () => 'Use at least one digit.',
  special: () => 'Use at least one special character, such as ! or #.',
  common: () => 'This password is too easy to guess. Use words that do not belong together.',
  personal: () => 'Leave out your name, address, organization, serial number and the name of this portal.',
};

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
    if (broken.length === 0) return;
    const minimum = minimumLength(policy);
    const messages = broken.map((rule) => english[rule](minimum));
    throw new PasswordRefused(broken, field, messages, minimum);
  }
}
