import { DomainError } from '../../../kernel/domain-error.js';

/** A shipped article cannot be read; that is a mistake in the file, so the message names it. */
export class BrokenArticle extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'broken-article';

  static of(name: string, remedy: string): BrokenArticle {
    return new BrokenArticle(`The article ${name} cannot be published: ${remedy}`, { remedy });
  }
}
