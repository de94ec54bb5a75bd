import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A Russian reading of a number as people and providers write it: E.164, or null when it is not a full number. */
export function toE164(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 10) return null;
  const written =
    digits.length === 11 && digits.startsWith('8')
      ? `+7${digits.slice(1)}`
      : digits.length === 10
        ? `+7${digits}`
        : `+${digits}`;
  return parsePhoneNumberFromString(written)?.number ?? null;
}

/** A side of a call: E.164, an extension of up to six digits, or null for a hidden one. */
export function toParty(text: string): string | null {
  return toE164(text) ?? (/^\d{1,6}$/.test(text.trim()) ? text.trim() : null);
}

/** Numbers are the same when their last ten digits are (apis/novofon.md D11). */
export function sameNumber(a: string, b: string): boolean {
  return lastTen(a).length === 10 && lastTen(a) === lastTen(b);
}

export function isNumber(party: string | null): party is string {
  return party?.startsWith('+') ?? false;
}

/** `+7 916 123-45-67`, as people read it. */
export function readable(number: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(number);
  if (russian) return `+7 ${russian[1]} ${russian.slice(2).join('-')}`;
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

function lastTen(text: string): string {
  return text.replace(/\D/g, '').slice(-10);
}
