import type { Clock } from '../simulator.js';
import { tooMany } from './refusal.js';

/** How much is let through; null: anything. */
export interface FloodLimits {
  perChatMinute: number | null;
  perSecond: number | null;
}

/** What the FAQ says of groups (apis/telegram.md section 3). */
export const REAL_FLOOD: FloodLimits = { perChatMinute: 20, perSecond: 30 };
export const NO_FLOOD: FloodLimits = { perChatMinute: null, perSecond: null };

/** Flood control over messages and edits; throws 429 with the seconds to wait. */
export class Flood {
  #passed: { chatId: number; at: number }[] = [];

  constructor(
    readonly limits: FloodLimits,
    readonly clock: Clock,
  ) {}

  pass(chatId: number): void {
    const now = this.clock().getTime();
    this.#passed = this.#passed.filter((one) => one.at > now - 60_000);
    const inChat = this.#passed.filter((one) => one.chatId === chatId);
    this.#check(inChat, this.limits.perChatMinute, now, 60_000);
    this.#check(
      this.#passed.filter((one) => one.at > now - 1000),
      this.limits.perSecond,
      now,
      1000,
    );
    this.#passed.push({ chatId, at: now });
  }

  #check(passed: { at: number }[], limit: number | null, now: number, windowMs: number): void {
    const [oldest] = passed;
    if (limit === null || oldest === undefined || passed.length < limit) return;
    throw tooMany(Math.max(1, Math.ceil((oldest.at + windowMs - now) / 1000)));
  }
}
