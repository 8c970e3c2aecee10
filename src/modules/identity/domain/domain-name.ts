import { InvalidInput } from '../../../kernel/errors.js';

/** A domain name in lower-case ASCII, with at least one dot. */
export type DomainName = string & { readonly __domainName: true };

const pattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

// Whoever could prove one of these would let strangers in: everybody has an address there.
const publicDomains = new Set(
  `gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.de hotmail.fr hotmail.co.uk live.com live.de
  msn.com yahoo.com yahoo.de yahoo.fr yahoo.co.uk yahoo.co.jp ymail.com rocketmail.com icloud.com me.com mac.com aol.com
  aol.de gmx.de gmx.net gmx.com gmx.at gmx.ch web.de freenet.de t-online.de posteo.de mailbox.org arcor.de 1und1.de
  proton.me protonmail.com pm.me tutanota.com tutanota.de tuta.com tuta.io hey.com fastmail.com zoho.com mail.com
  email.com usa.com mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com ya.ru rambler.ru qq.com 163.com 126.com sina.com
  sohu.com foxmail.com aliyun.com naver.com daum.net hanmail.net docomo.ne.jp ezweb.ne.jp softbank.ne.jp orange.fr
  wanadoo.fr free.fr laposte.net sfr.fr bbox.fr libero.it virgilio.it alice.it tin.it tiscali.it telefonica.net terra.es
  bluewin.ch hispeed.ch sunrise.ch aon.at chello.at comcast.net verizon.net att.net sbcglobal.net cox.net btinternet.com
  sky.com virginmedia.com talktalk.net rediffmail.com uol.com.br bol.com.br terra.com.br seznam.cz centrum.cz wp.pl o2.pl
  interia.pl onet.pl telenet.be skynet.be ziggo.nl kpnmail.nl home.nl telia.com online.no duck.com mailinator.com
  guerrillamail.com yopmail.com`
    .split(/\s+/)
    .filter(Boolean),
);

/** Whether everybody can have an address at this domain. */
export const isPublicDomain = (domain: string): boolean => publicDomains.has(domain);

// The host of an address is written in ASCII, whatever its script (RFC 5891).
function asciiOf(typed: string): string {
  if (/[^\p{L}\p{M}\p{N}.-]/u.test(typed) || !URL.canParse(`http://${typed}`)) return '';
  return new URL(`http://${typed}`).hostname;
}

/** @throws InvalidInput naming `domain` when it is none, or everybody can have an address there */
export function domainName(text: string): DomainName {
  const typed = text.trim().toLowerCase().replace(/^@/, '').replace(/\.$/, '');
  const ascii = typed.length > 253 ? '' : asciiOf(typed);
  if (ascii.length > 253 || !pattern.test(ascii)) {
    throw InvalidInput.field('domain', 'Enter a domain like example.com.');
  }
  if (isPublicDomain(ascii)) {
    throw InvalidInput.field(
      'domain',
      'Everybody can have an address there. Enter the domain of your organization.',
    );
  }
  return ascii as DomainName;
}

/** The domain of an address. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();
