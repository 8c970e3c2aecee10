import { StreamableFile } from '@nestjs/common';
import type { Reply } from '../../../../platform/http/request.js';
import type { ReleaseSignature } from '../../application/signing/release-signatures.js';

const headers = { 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' };

/** `SHA256SUMS` for saving. */
export function checksumFile(content: Buffer, reply: Reply): StreamableFile {
  void reply.headers(headers);
  return new StreamableFile(content, {
    type: 'text/plain; charset=utf-8',
    disposition: 'attachment; filename="SHA256SUMS"',
  });
}

/** The 64 bytes of the signature, as OpenSSL reads them; the header names the key. */
export function signatureFile({ kid, signature }: ReleaseSignature, reply: Reply): StreamableFile {
  void reply.headers({ ...headers, 'latchkey-key': kid });
  return new StreamableFile(signature, {
    type: 'application/octet-stream',
    disposition: 'attachment; filename="SHA256SUMS.sig"',
  });
}
