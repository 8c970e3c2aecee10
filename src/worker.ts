import 'reflect-metadata';

process.env.LATCHKEY_PROCESS ??= 'worker';
const { NestFactory } = await import('@nestjs/core');
const { loadConfig } = await import('./platform/config/config.js');
const { AppModule } = await import('./app.module.js');
const { log } = await import('./platform/logging/log.js');
const { NestLog } = await import('./platform/logging/nest-log.js');
const { WorkerRuntime } = await import('./platform/queue/worker-runtime.js');
const { runUntilStopped } = await import('./platform/run-until-stopped.js');

await runUntilStopped(async () => {
  const config = loadConfig(process.env);
  const app = await NestFactory.createApplicationContext(AppModule.for(config), {
    logger: new NestLog(),
    abortOnError: false,
  });
  const runtime = app.get(WorkerRuntime);
  await runtime.start();
  log.info('worker is ready');
  process.send?.({ ready: true });
  return async () => {
    await runtime.stop();
    await app.close();
  };
});
