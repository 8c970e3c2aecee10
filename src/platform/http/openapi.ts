import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { Config } from '../config/config.js';

/** Makes the OpenAPI document of everything under /api/v1 and serves it with a browsable page. */
export function serveDocumentation(app: NestFastifyApplication, config: Config): void {
  const builder = new DocumentBuilder()
    .setTitle(`${config.portalName} API`)
    .setVersion('1.0.0')
    .addServer(config.publicUrl)
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, builder);
  app
    .getHttpAdapter()
    .get('/api/openapi.json', (_request: unknown, reply: { send(body: unknown): void }) =>
      reply.send(document),
    );
}
