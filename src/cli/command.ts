import type { INestApplicationContext } from '@nestjs/common';

export interface Terminal {
  print(text: string): void;
  complain(text: string): void;
}

/** A command on a running portal's database: it gets the application and the words behind its name. */
export type Command = (
  app: INestApplicationContext,
  words: readonly string[],
  terminal: Terminal,
) => Promise<void>;
