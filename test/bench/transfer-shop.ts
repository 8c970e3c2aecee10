import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { system } from '../../src/kernel/actor.js';
import { AttachArtifact } from '../../src/modules/downloads/application/attach-artifact.js';
import { DraftRelease } from '../../src/modules/downloads/application/draft-release.js';
import { storageKeyOf } from '../../src/modules/downloads/application/open-artifact.js';
import { PublishRelease } from '../../src/modules/downloads/application/publish-release.js';
import { AddMember } from '../../src/modules/identity/application/organizations/add-member.js';
import { RegisterOrganization } from '../../src/modules/identity/application/organizations/register-organization.js';
import { AddStaff } from '../../src/modules/identity/application/staff/add-staff.js';
import { DefineProduct } from '../../src/modules/licensing/application/define-product.js';
import { IssueLicense } from '../../src/modules/licensing/application/issue-license.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { Storage } from '../../src/platform/storage/storage.js';
import type { BenchSettings } from './bench-settings.js';

const password = 'Quartz-Lantern-58!';
const mebibyte = 1_048_576;

/** A release whose one file a customer may download, and a draft that takes another. */
export interface TransferShop {
  /** Of the file, below the portal's address. */
  readonly content: string;
  /** Below the storage's folder. */
  readonly path: string;
  readonly draftId: string;
  /** Access tokens; they last ten minutes. */
  tokenOf(who: 'customer' | 'staff', url: string): Promise<string>;
}

export async function transferShop(settings: BenchSettings, sizeBytes: number): Promise<TransferShop> {
  const config = loadConfig(settings.environment(0));
  const app = await NestFactory.createApplicationContext(AppModule.for(config), { logger: false });
  try {
    return await stocked(app, sizeBytes);
  } finally {
    await app.close();
  }
}

async function stocked(app: INestApplicationContext, sizeBytes: number): Promise<TransferShop> {
  const made = new Date();
  const email = `customer-${Number(made)}@example.com`;
  const organizationId = await app
    .get(RegisterOrganization, { strict: false })
    .execute({ name: 'Transfers' });
  const member = { organizationId, role: 'owner', name: 'Mira', email, password } as const;
  await app.get(AddMember, { strict: false }).execute(member);
  const staff = `staff-${Number(made)}@example.com`;
  await app
    .get(AddStaff, { strict: false })
    .execute({ email: staff, name: 'Ada', role: 'administrator', password });
  const policy = { name: 'One year', installationLimit: 3, maintenanceMonths: 12, validityMonths: null };
  const product = { code: `t-${Number(made)}`, name: 'Transfers', policy };
  const { productId } = await app.get(DefineProduct, { strict: false }).execute(product);
  await app.get(IssueLicense, { strict: false }).execute({ productId, organizationId });
  const draft = (version: string) =>
    app.get(DraftRelease, { strict: false }).execute(system, {
      ...{
        productId,
        version,
        channel: 'stable',
        title: version,
        notesMarkdown: '- Larger',
        critical: false,
      },
    });
  const releaseId = await draft('1.0.0');
  const content = Readable.from(zeros(sizeBytes));
  const about = { fileName: 'large.bin', platform: 'any', architecture: 'any', type: 'archive', content };
  const artifactId = await app
    .get(AttachArtifact, { strict: false })
    .execute(system, { releaseId, ...about });
  await app.get(PublishRelease, { strict: false }).execute(system, { releaseId });
  const path = app.get(Storage, { strict: false }).pathOf(storageKeyOf(releaseId, artifactId)) ?? '';
  return {
    content: `/api/v1/releases/${releaseId}/artifacts/${artifactId}/content`,
    path,
    draftId: await draft('2.0.0'),
    tokenOf: (who, url) => signIn(url, who === 'staff' ? staff : email),
  };
}

function* zeros(sizeBytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(mebibyte);
  for (let sent = 0; sent < sizeBytes; sent += mebibyte) yield chunk;
}

async function signIn(url: string, login: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/sign-in/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { accessToken } = (await response.json()) as { accessToken?: string };
  if (!accessToken) throw new Error(`Void: signing in answered ${response.status}.`);
  return accessToken;
}
