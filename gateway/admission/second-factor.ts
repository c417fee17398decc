import type { JWTPayload } from 'jose';
import type { Role } from '../../shared/viewer';
import { ROLE_RULES } from './rules';

/** Methods of signing in that are a second factor (RFC 8176); a code by text message (`sms`) alone is none. */
const SECOND_FACTORS: readonly string[] = ['mfa', 'otp', 'hwk'];

/** Whether accounts of a role must have shown a second factor to their issuer. */
export function needsSecondFactor(role: Role): boolean {
  return ROLE_RULES[role].needsSecondFactor === true;
}

/**
 * Whether a token says that its account did: by the methods it signed in with (`amr`), or by a level of assurance (`acr`) that
 * includes one.
 * @param levels the issuer's own words for such levels
 */
export function showsSecondFactor({ amr, acr }: JWTPayload, levels: readonly string[]): boolean {
  const methods: readonly unknown[] = Array.isArray(amr) ? amr : [];
  return methods.some((method) => SECOND_FACTORS.includes(String(method))) || levels.some((level) => level === acr);
}
