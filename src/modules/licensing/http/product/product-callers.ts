import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../../kernel/errors.js';
import { Once } from '../../../../platform/http/idempotency/once.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { FindMachine, isAbout } from '../../application/product/find-machine.js';
import { machinesAllowed } from '../../application/product/machines-allowed.js';
import type { ProductCall } from '../../application/product/product-call.js';
import { RequestSignatures, type SentSignature } from '../../application/product/request-signatures.js';
import { ProductLimits, type ProductPace } from './product-limits.js';

/** What the body of a call says of who calls. */
export interface Names {
  readonly serialNumber?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly uid?: string | undefined;
}

/** A serial number as it is counted, however it was typed. */
export const folded = (serialNumber: string): string => serialNumber.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Finds whom a call of the product is about: by the serial number in its body, or by the installation's signature. */
@Injectable()
export class ProductCallers {
  constructor(
    private readonly limits: ProductLimits,
    private readonly machines: FindMachine,
    private readonly signatures: RequestSignatures,
    private readonly repeats: Once,
  ) {}

  /**
   * Counts the call for its address, finds its license and machine with one statement, counts it for the license, and
   * checks its signature if it has one.
   * @throws TooManyAttempts, InvalidInput, and whatever is wrong with the signature
   */
  async admit(pace: ProductPace, names: Names, request: Request, reply: Reply): Promise<ProductCall> {
    const signature = this.signatureOf(request);
    await this.limits.admitAddress(pace, request, reply);
    if (signature) {
      // Of one machine; and whoever only says that it is this installation stops no other one.
      await this.limits.admitLicense(pace, { name: signature.installationId, machines: 1 }, reply);
      return this.signed(signature, names, request);
    }
    const { serialNumber, fingerprint = null, uid = null } = names;
    if (serialNumber === undefined) throw InvalidInput.field('serialNumber', 'Enter the serial number.');
    const found = await this.machines.named({ serialNumber, fingerprint, uid });
    const license = { name: folded(serialNumber), machines: machinesAllowed(found) };
    await this.limits.admitLicense(pace, license, reply);
    return { found, signature: null };
  }

  /** Counts a call of a machine that the license may not know yet. @throws TooManyAttempts */
  async admitNew(serialNumber: string, request: Request, reply: Reply): Promise<void> {
    await this.limits.admitAddress('writes', request, reply);
    const found = await this.machines.named({ serialNumber, fingerprint: null, uid: null });
    const license = { name: folded(serialNumber), machines: machinesAllowed(found) };
    await this.limits.admitLicense('writes', license, reply);
  }

  /** The same for calls that are about a machine. */
  async admitMachine(pace: ProductPace, names: Names, request: Request, reply: Reply): Promise<ProductCall> {
    const isSigned = request.headers.authorization !== undefined;
    if (!isSigned && names.fingerprint === undefined)
      throw InvalidInput.field('fingerprint', 'Enter the fingerprint.');
    return this.admit(pace, names, request, reply);
  }

  /** Repeats of a call with the same Idempotency-Key have one effect and one answer; keys are the machine's own. */
  async once<T>(
    { found }: ProductCall,
    http: { readonly request: Request; readonly reply: Reply },
    effect: () => Promise<T>,
  ): Promise<T> {
    if (found === null) return effect();
    return this.repeats.perform({ scope: `${found.licenseId}/${found.installationId}`, ...http }, effect);
  }

  private async signed(sent: SentSignature, names: Names, request: Request): Promise<ProductCall> {
    const found = await this.machines.installed(sent.installationId);
    const { method, url, rawBody } = request as Request & { readonly rawBody?: Buffer };
    const path = url.split('?')[0] ?? '';
    const body = rawBody ?? Buffer.alloc(0);
    const about = { method, path, body, agrees: found === null || isAbout(found, names) };
    return { found, signature: await this.signatures.verify(sent, found?.launchKey ?? null, about) };
  }

  private signatureOf(request: Request): SentSignature | null {
    const token = /^Installation (.{1,4000})$/i.exec(request.headers.authorization ?? '')?.[1];
    return token === undefined ? null : this.signatures.read(token);
  }
}
