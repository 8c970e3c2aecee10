import type { UserId } from '../../../../kernel/ids.js';

/** The user's id as passkeys keep it: 16 bytes that say nothing about the person. */
export function userHandleOf(userId: UserId): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(userId.replaceAll('-', ''), 'hex'));
}

/** True when the passkey was made for this user. */
export function isHandleOf(userId: UserId, handle: string): boolean {
  return handle === Buffer.from(userHandleOf(userId)).toString('base64url');
}
