import { Injectable } from '@nestjs/common';
import type { Reader } from '../../../../platform/http/readers.js';
import { Licensing } from '../../../licensing/index.js';
import { Assignees } from '../../application/assignees.js';
import { ShowCategories } from '../../application/categories/show-categories.js';
import { inLanguageOf } from '../categories/wording.js';
import type { ReportChoices } from './reports.views.js';

/** Gathers what a report can be narrowed to. */
@Injectable()
export class ReportFilters {
  constructor(
    private readonly licensing: Licensing,
    private readonly categories: ShowCategories,
    private readonly assignees: Assignees,
  ) {}

  async of(reader: Reader): Promise<ReportChoices> {
    const [products, categories, assignees] = await Promise.all([
      this.licensing.products(),
      this.categories.all(),
      this.assignees.list(),
    ]);
    const named = categories.map(({ id, name }) => ({ id, name: inLanguageOf(reader, name) }));
    return { products, categories: named, assignees };
  }
}
