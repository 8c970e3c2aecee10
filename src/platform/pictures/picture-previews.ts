import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { NotFound } from '../../kernel/errors.js';

const mostPixels = 40_000_000;
const mostSeconds = 5;
const box = { width: 960, height: 640, fit: 'inside', withoutEnlargement: true } as const;

// What people send is decoded by these alone: no vectors, no documents, nothing that names other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
});
sharp.cache(false);
sharp.concurrency(1);

/**
 * Makes small pictures of those that people send: drawn anew, so that nothing of the file itself is shown within a page,
 * neither what else it may be read as nor the place where it was taken (security.md C4).
 */
@Injectable()
export class PicturePreviews {
  /**
   * The first frame, upright, at most 960 by 640 pixels.
   * @param content JPEG, PNG, WebP or GIF; the caller bounds its size
   * @returns WebP
   * @throws NotFound for what is no such picture, is damaged, has more than 40 million pixels, or takes over 5 s
   */
  async of(content: Readable): Promise<Buffer> {
    const bytes = await buffer(content);
    try {
      return await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
        .timeout({ seconds: mostSeconds })
        .autoOrient()
        .resize(box)
        .webp({ quality: 80, effort: 2 })
        .toBuffer();
    } catch {
      throw NotFound.of('picture');
    }
  }
}
