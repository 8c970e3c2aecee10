import 'reflect-metadata';

process.env.LATCHKEY_PROCESS ??= 'web';
const { loadConfig } = await import('./platform/config/config.js');
const { createApp } = await import('./platform/http/create-app.js');
const { drain } = await import('./platform/http/drain.js');
const { AppModule } = await import('./app.module.js');
const { log } = await import('./platform/logging/log.js');
const { runUntilStopped } = await import('./platform/run-until-stopped.js');

await runUntilStopped(async () => {
  const config = loadConfig(process.env);
  const app = await createApp(AppModule.for(config), config);
  await app.listen(config.port, config.host);
  log.info({ publicUrl: config.publicUrl }, 'web is ready');
  process.send?.({ ready: true, port: new URL(await app.getUrl()).port });
  return () => drain(app);
});
