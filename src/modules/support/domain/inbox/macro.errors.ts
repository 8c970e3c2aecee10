import { DomainError } from '../../../../kernel/domain-error.js';

/** Another macro has the name. */
export class MacroNameTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'macro-name-taken';

  static by(id: string): MacroNameTaken {
    const message = 'Another macro has this name. Choose another one, or change that macro.';
    return new MacroNameTaken(message, { fields: [{ field: 'name', message }], extra: { macroId: id } });
  }
}

/** There are as many as people can choose from. */
export class TooManyMacros extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-macros';

  static over(most: number): TooManyMacros {
    return new TooManyMacros(`There are ${most} macros already. Delete one that nobody needs first.`);
  }
}

/** Somebody stored another version since the editor read it (security.md D3). */
export class MacroChangedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'macro-changed-meanwhile';

  static to(version: number): MacroChangedMeanwhile {
    return new MacroChangedMeanwhile(
      'Somebody else changed this macro meanwhile. Open it again, and make your change to what is there now.',
      { extra: { version } },
    );
  }
}
