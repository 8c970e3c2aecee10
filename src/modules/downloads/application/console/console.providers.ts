import { DeleteDraft } from './delete-draft.js';
import { DescribeRelease } from './describe-release.js';
import { EditDraft } from './edit-draft.js';
import { ForgetDraft } from './forget-draft.js';
import { HaltRelease } from './halt-release.js';
import { RemoveArtifact } from './remove-artifact.js';
import { ResumeRelease } from './resume-release.js';
import { RollOutRelease } from './roll-out-release.js';

export const consoleProviders = [
  DeleteDraft,
  DescribeRelease,
  EditDraft,
  ForgetDraft,
  HaltRelease,
  RemoveArtifact,
  ResumeRelease,
  RollOutRelease,
];
