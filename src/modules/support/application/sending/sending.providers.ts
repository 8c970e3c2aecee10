import { DeliverHeldReplies } from './deliver-held-replies.js';
import { HoldReplies } from './hold-replies.js';
import { HoldReply } from './hold-reply.js';
import { SendFromDesk } from './send-from-desk.js';
import { ShowHeldReplies } from './show-held-replies.js';
import { TakeBackReply } from './take-back-reply.js';

export const sendingProviders = [
  SendFromDesk,
  HoldReplies,
  HoldReply,
  DeliverHeldReplies,
  TakeBackReply,
  ShowHeldReplies,
];
