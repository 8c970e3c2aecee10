import { Injectable } from '@nestjs/common';
import { hour } from '../../../kernel/clock.js';
import { Repeats } from '../../../platform/queue/jobs.js';
import { SurveyInstallations } from '../application/installations/survey-installations.js';

@Injectable()
export class SurveyInstallationsJob {
  constructor(private readonly survey: SurveyInstallations) {}

  @Repeats('licensing.survey-installations', hour)
  async run(): Promise<void> {
    await this.survey.execute();
  }
}
