import { BundleContents } from './bundle-contents.js';
import { BundleTexts } from './bundle-texts.js';
import { BundledReleases } from './bundled-releases.js';
import { CommitBundle } from './commit-bundle.js';
import { DiscardBundle } from './discard-bundle.js';
import { OpenBundle } from './open-bundle.js';
import { PackBundle } from './pack-bundle.js';
import { RequestBundle } from './request-bundle.js';
import { ShowBundleForm } from './show-bundle-form.js';
import { ShowBundles } from './show-bundles.js';
import { SignManifest } from './sign-manifest.js';
import { TidyBundles } from './tidy-bundles.js';

export const bundlesProviders = [
  BundleContents,
  BundleTexts,
  BundledReleases,
  CommitBundle,
  DiscardBundle,
  OpenBundle,
  PackBundle,
  RequestBundle,
  ShowBundleForm,
  ShowBundles,
  SignManifest,
  TidyBundles,
];
