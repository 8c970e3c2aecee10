import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set by the access guard before any handler runs. */
    actor: Actor;
    /** The shipped language of the answer. */
    locale: string;
    /** Ties forms of someone not signed in to one browser; null until a page was answered. */
    visitor: string | null;
    /** True for a POST that only shows something, as its handler declares. */
    changesNothing: boolean;
    /** True for what an open page asks for without anybody touching it, as its handler declares. */
    byItself: boolean;
    /** Notifications that the customer who opened the page has not read; 0 for everybody else. */
    unread: number;
  }
}

export type Request = FastifyRequest;
export type Reply = FastifyReply;

/** True for `/api/...`: bearer tokens, JSON and problem documents instead of cookies, forms and pages. */
export function isApi(request: Request): boolean {
  return request.url.startsWith('/api/');
}
