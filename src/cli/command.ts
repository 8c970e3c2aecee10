import type { INestApplicationContext } from '@nestjs/common';

export interface Terminal {
  print(text: string): void;
  complain(text: string): void;
}

/** Starts the portal on its database, without its pages, for as long as something is done with it. */
export type OnPortal = <T>(run: (app: INestApplicationContext) => Promise<T>) => Promise<T>;

/**
 * What a command does with the words behind its name. It opens the portal only when the words make sense, because
 * loading the application takes seconds. Returns the exit code when it is not 0.
 */
export type Command = (
  words: readonly string[],
  terminal: Terminal,
  onPortal: OnPortal,
) => Promise<number | undefined>;
