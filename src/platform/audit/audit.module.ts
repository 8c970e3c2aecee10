import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditChain } from './audit-chain.js';
import { AuditOrigins } from './audit-origins.js';
import { AuditTrail } from './audit-trail.js';

/** The audit log, for every module. */
@Global()
@Module({
  providers: [Audit, AuditChain, AuditOrigins, AuditTrail],
  exports: [Audit, AuditChain, AuditTrail],
})
export class AuditModule {}
