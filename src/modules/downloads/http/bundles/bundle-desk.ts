import { Injectable } from '@nestjs/common';
import { DiscardBundle } from '../../application/bundles/discard-bundle.js';
import { OpenBundle } from '../../application/bundles/open-bundle.js';
import { RequestBundle } from '../../application/bundles/request-bundle.js';
import { ShowBundleForm } from '../../application/bundles/show-bundle-form.js';
import { ShowBundles } from '../../application/bundles/show-bundles.js';

/** What customers can do with bundles, together. */
@Injectable()
export class BundleDesk {
  constructor(
    readonly bundles: ShowBundles,
    readonly form: ShowBundleForm,
    readonly request: RequestBundle,
    readonly open: OpenBundle,
    readonly discard: DiscardBundle,
  ) {}
}
