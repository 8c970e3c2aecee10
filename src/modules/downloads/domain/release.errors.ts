import { DomainError } from '../../../kernel/domain-error.js';
import type { ReleaseStatus } from './release-status.js';

/** The product has a release of this version already. */
export class VersionTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'version-taken';

  static of(version: string): VersionTaken {
    return new VersionTaken(
      `There is a release ${version} of this product already. Choose another version.`,
      {
        fields: [
          { field: 'version', message: 'This product has a release of this version; choose another.' },
        ],
      },
    );
  }
}

/** What was asked does not fit the status of the release. */
export class ReleaseStatusConflict extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'release-status-conflict';

  static of(from: ReleaseStatus, to: ReleaseStatus): ReleaseStatusConflict {
    return new ReleaseStatusConflict(`A release that is ${from} cannot become ${to}.`, {
      remedy: 'Reload the page to see its present status.',
    });
  }

  static frozen(status: ReleaseStatus): ReleaseStatusConflict {
    return new ReleaseStatusConflict(`The files of a release that is ${status} cannot change.`, {
      remedy: 'Draft a release with a new version.',
    });
  }

  static settled(status: ReleaseStatus): ReleaseStatusConflict {
    return new ReleaseStatusConflict(`What is told of a release that is ${status} cannot change.`, {
      remedy: 'Correct the words of a published release, or draft one with a new version.',
    });
  }

  static out(status: ReleaseStatus): ReleaseStatusConflict {
    return new ReleaseStatusConflict(`A release that is ${status} cannot be deleted.`, {
      remedy: 'Withdraw it: customers then see why, and nobody gets it any more.',
    });
  }

  static notOut(status: ReleaseStatus): ReleaseStatusConflict {
    return new ReleaseStatusConflict(`A release that is ${status} is offered to nobody.`, {
      remedy: 'Publish the release first.',
    });
  }
}

/** Somebody else changed the release since it was read. */
export class ReleaseChangedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'release-changed-meanwhile';

  static to(revision: number): ReleaseChangedMeanwhile {
    return new ReleaseChangedMeanwhile('Somebody changed this release since you read it.', {
      remedy: 'Compare both, and save again with the revision of now.',
      extra: { revision },
    });
  }
}

/** A release without files helps nobody. */
export class NothingToPublish extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-publish';

  static yet(): NothingToPublish {
    return new NothingToPublish('This release has no files. Upload at least one, then publish it.');
  }
}

/** A file of the release has no signature yet. */
export class UnsignedFiles extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'unsigned-files';

  static yet(): UnsignedFiles {
    return new UnsignedFiles('A file was added while the others were signed. Publish the release again.');
  }
}

/** Two files of one release have the same name. */
export class FileNameTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'file-name-taken';

  static of(fileName: string): FileNameTaken {
    return new FileNameTaken(`This release has a file ${fileName} already. Rename one of them.`, {
      fields: [{ field: 'file', message: 'This release has a file of this name; rename it.' }],
    });
  }
}

/** What a program needs beside the refusal: why, what helps, and what it may have instead. */
export interface NotEntitledFacts {
  readonly verdict: string;
  readonly because: readonly string[];
  readonly remedy: readonly string[];
  readonly offer: object | null;
}

/** The licenses of the organization do not cover the release. Never for releases it may not even know. */
export class NotEntitled extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'not-entitled';

  /** The sentences are in the reader's language. */
  static to(what: string, facts: NotEntitledFacts): NotEntitled {
    return new NotEntitled([what, ...facts.because].join(' '), {
      extra: {
        entitled: false,
        verdict: facts.verdict,
        because: facts.because,
        remedy: facts.remedy,
        offer: facts.offer,
      },
    });
  }
}
