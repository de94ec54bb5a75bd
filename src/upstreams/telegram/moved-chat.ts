import type { Memory } from '../../domain/ports.js';

/** More moves than any group makes; a ring of them must not hold us. */
const LONGEST_CHAIN = 8;

/** Where a configured chat is now: groups become supergroups with another id (apis/telegram.md 5). */
export async function currentChat(memory: Memory, chatId: number): Promise<number> {
  let current = chatId;
  for (let move = 0; move < LONGEST_CHAIN; move++) {
    const next = Number(await memory.get(nameOf(current)));
    if (!next) return current;
    current = next;
  }
  return current;
}

export async function rememberMove(memory: Memory, from: number, to: number): Promise<void> {
  await memory.set(nameOf(from), String(to));
}

function nameOf(chatId: number): string {
  return `telegram.chat.${chatId}`;
}
