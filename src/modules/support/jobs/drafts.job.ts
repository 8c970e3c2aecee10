import { Injectable } from '@nestjs/common';
import { day } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { FoldSuggestedForms } from '../application/deflection/fold-suggested-forms.js';
import { ForgetDrafts } from '../application/drafts/forget-drafts.js';

@Injectable()
export class DraftsJob {
  constructor(
    private readonly forgetDrafts: ForgetDrafts,
    private readonly foldForms: FoldSuggestedForms,
  ) {}

  @Repeats('support.forget-drafts', day)
  async forget(): Promise<void> {
    await this.forgetDrafts.execute();
    await this.foldForms.execute();
  }
}
