import { Injectable } from '@nestjs/common';
import { isId, type OrganizationId } from '../../../../kernel/ids.js';
import { People } from '../../../../platform/ports/people.js';

const mostShown = 50;

/** What a form shows of the organizations that were looked for. */
export interface OrganizationChoice {
  readonly words: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The one that is chosen already; empty for none. */
  readonly chosen: string;
  /** Words were given, and no organization has them. */
  readonly none: boolean;
}

/** Lets staff choose an organization by name, in forms that work without scripts. */
@Injectable()
export class OrganizationChoices {
  constructor(private readonly people: People) {}

  async of(asked: { readonly organization?: unknown; readonly organizationId?: unknown }) {
    const words = textOf(asked.organization);
    const given = textOf(asked.organizationId);
    const found = await this.people.organizationsNamed(words, mostShown);
    const options = found.map(({ id, name }) => ({ value: id as string, label: name }));
    if (isId(given) && !options.some(({ value }) => value === given)) {
      const name = (await this.people.organizations([given as OrganizationId])).get(given as OrganizationId);
      if (name !== undefined) options.unshift({ value: given, label: name });
    }
    const only = options.length === 1 ? (options[0]?.value ?? '') : '';
    const choice: OrganizationChoice = {
      words,
      options,
      chosen: given || only,
      none: words !== '' && found.length === 0,
    };
    return choice;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 200) : '');
