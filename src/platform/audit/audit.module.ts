import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditChain } from './audit-chain.js';

/** The audit log, for every module. */
@Global()
@Module({ providers: [Audit, AuditChain], exports: [Audit, AuditChain] })
export class AuditModule {}
