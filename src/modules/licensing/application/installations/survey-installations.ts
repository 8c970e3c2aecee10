import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { silentSince } from './silent-since.js';

const firstId = '00000000-0000-0000-0000-000000000000';
/** Machines of one statement: some tenths of a second, a second where their ids are scattered over millions. */
const atATime = 20_000;
/** Steps of one run; the next goes on. */
const mostSteps = 1_000;

interface Survey {
  readonly id: string;
  readonly beganAt: Date;
  readonly countedTo: string;
}

/**
 * Counts the machines in use by product, version and platform for the installation map. It walks over all of them, a step
 * is a transaction, and a run that is cut off is gone on with by the next. What changes behind it is for the next survey.
 */
@Injectable()
export class SurveyInstallations {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    await this.begin();
    for (let step = 0; step < mostSteps; step += 1) if (!(await this.countSome())) return;
  }

  /** Does nothing while one is under way. */
  @Transactional()
  private async begin(): Promise<void> {
    await this.em.execute(
      `insert into licensing.installation_survey (id, began_at, counted_to) values (?, ?, ?)
       on conflict do nothing`,
      [newId(), this.clock.now(), firstId],
    );
  }

  /** Of two workers each counts other machines. @returns whether there is more to count */
  @Transactional()
  private async countSome(): Promise<boolean> {
    const survey = await this.underWay();
    if (!survey) return false;
    const { machines, last } = await this.countAfter(survey);
    if (machines < atATime) await this.end(survey);
    else
      await this.em.execute('update licensing.installation_survey set counted_to = ? where id = ?', [
        last,
        survey.id,
      ]);
    return machines === atATime;
  }

  private async underWay(): Promise<Survey | null> {
    const [row] = await this.em.execute<{ id: string; beganAt: Date | string; countedTo: string }[]>(
      `select id, began_at as "beganAt", counted_to as "countedTo" from licensing.installation_survey
       where ended_at is null for update`,
    );
    return row ? { ...row, beganAt: new Date(row.beganAt) } : null;
  }

  private async countAfter({ id, beganAt, countedTo }: Survey) {
    const [counted] = await this.em.execute<{ machines: number; last: string | null }[]>(
      `with machine as materialized (
         select id, license_id, app_version, platform, released_at,
           last_seen_at >= ? or coalesce(offline_until >= ?, false) as active
         from licensing.installation where id > ? order by id limit ?
       ), counted as (
         insert into licensing.installation_count as c (survey_id, product_id, version, platform, active, silent)
         select ?, l.product_id, m.app_version, m.platform, count(*) filter (where m.active),
           count(*) filter (where not m.active)
         from machine m join licensing.license l on l.id = m.license_id
         where m.released_at is null
         group by l.product_id, m.app_version, m.platform
         on conflict (survey_id, product_id, version, platform) do update
           set active = c.active + excluded.active, silent = c.silent + excluded.silent
       )
       select count(*)::int as machines, (select id from machine order by id desc limit 1) as last from machine`,
      [silentSince(beganAt), beganAt, countedTo, atATime, id],
    );
    return counted ?? { machines: 0, last: null };
  }

  /** From now on the map shows it, and the one before goes with its counts. */
  private async end({ id }: Survey): Promise<void> {
    await this.em.execute('update licensing.installation_survey set ended_at = ? where id = ?', [
      this.clock.now(),
      id,
    ]);
    await this.em.execute('delete from licensing.installation_survey where id <> ?', [id]);
  }
}
