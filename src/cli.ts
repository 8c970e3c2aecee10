#!/usr/bin/env node
import 'reflect-metadata';

process.env.LOG_LEVEL ??= 'warn';
const { runCommand } = await import('./cli/run-command.js');

process.exitCode = await runCommand(process.argv.slice(2), {
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
});
process.exit();
