import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../kernel/ids.js';
import { Audience } from '../../../platform/ports/audience.js';

/** Who of the staff may be given a request. */
@Injectable()
export class Assignees {
  constructor(private readonly audience: Audience) {}

  /** By name. */
  async list(): Promise<{ readonly id: UserId; readonly name: string }[]> {
    const staff = await this.audience.staff('staff.tickets');
    return staff
      .flatMap(({ userId, name }) => (userId ? [{ id: userId, name }] : []))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** False for customers, and for colleagues who left or answer no requests. */
  async has(id: UserId): Promise<boolean> {
    return (await this.list()).some((assignee) => assignee.id === id);
  }
}
