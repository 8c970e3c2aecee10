import { Injectable } from '@nestjs/common';
import { day } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { FoldSuggestedForms } from '../application/deflection/fold-suggested-forms.js';

@Injectable()
export class SuggestedFormsJob {
  constructor(private readonly foldForms: FoldSuggestedForms) {}

  @Repeats('support.fold-suggested-forms', day)
  async fold(): Promise<void> {
    await this.foldForms.execute();
  }
}
