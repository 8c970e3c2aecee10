import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { HandlesJob, Repeats } from '../../../platform/queue/jobs.js';
import { DeliverHeldReplies } from '../application/sending/deliver-held-replies.js';

@Injectable()
export class HeldRepliesJob {
  constructor(private readonly deliverHeldReplies: DeliverHeldReplies) {}

  @HandlesJob('support.deliver-held-reply')
  async deliver({ heldId }: { heldId: string }): Promise<void> {
    await this.deliverHeldReplies.deliver(heldId);
  }

  @Repeats('support.deliver-held-replies', minute)
  async deliverAll(): Promise<void> {
    await this.deliverHeldReplies.execute();
  }
}
