import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import { PicturePreviews } from '../../../platform/pictures/picture-previews.js';
import { OpenAttachment } from './open-attachment.js';

/** What is larger would make a page slow. */
const mostBytes = 5_242_880;

/** True for what a page shows small: pictures of dots, told by content when they came. */
export const isPicture = (file: { readonly contentType: string; readonly sizeBytes: number }): boolean =>
  /^image\/(png|jpeg|gif|webp)$/.test(file.contentType) && file.sizeBytes <= mostBytes;

/** Shows a picture within its conversation to whoever may read it: drawn anew, never as it was sent. */
@Injectable()
export class PreviewAttachment {
  constructor(
    private readonly attachments: OpenAttachment,
    private readonly previews: PicturePreviews,
  ) {}

  /** @returns WebP. @throws NotFound when there is none, the request is not the actor's, or it is no picture */
  async execute(actor: SignedIn, ticketId: string, attachmentId: string): Promise<Buffer> {
    const file = await this.attachments.execute(actor, ticketId, attachmentId);
    if (isPicture(file)) return await this.previews.of(file.content);
    file.content.destroy();
    throw NotFound.of('picture');
  }
}
