import { describe, expect, it } from 'vitest';
import { BoundedBudget, withoutWriting } from '../../../src/app/doctor/restraint.js';
import { within } from '../../../src/app/doctor/within.js';
import { ok, warn } from '../../../src/domain/finding.js';

const ASKED = { part: 'telegram', name: 'Telegram', cure: 'Проверьте сеть.' };
const never = () => new Promise<never>(() => undefined);

describe('a check', () => {
  it('that ends says what it found', async () => {
    expect(await within(1_000, ASKED, async () => [ok('telegram', 'есть')])).toEqual([ok('telegram', 'есть')]);
  });

  it('that hangs is a failure of its own, whether it heeds the signal or not', async () => {
    const silence = [{ part: 'telegram', state: 'fail', text: 'Telegram не отвечает за 1 с', cure: 'Проверьте сеть.' }];
    const heeding = within(
      600,
      ASKED,
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    expect(await Promise.all([heeding, within(600, ASKED, never)])).toEqual([silence, silence]);
  });

  it('may say what it knows when its time is over', async () => {
    const known = [warn('numbers', 'не успели', null)];
    const check = (signal: AbortSignal) =>
      new Promise<typeof known>((resolve) => signal.addEventListener('abort', () => resolve(known)));
    expect(await within(20, ASKED, check)).toEqual(known);
  });

  it('that throws is a failure too', async () => {
    expect(await within(1_000, ASKED, () => Promise.reject(new Error('odd')))).toMatchObject([
      { part: 'telegram', state: 'fail', text: 'не удалось проверить: odd' },
    ]);
  });
});

describe('restraint', () => {
  it('remembers for itself and writes nothing', async () => {
    const base = new Map([['a', '1']]);
    const memory = withoutWriting({
      get: async (name) => base.get(name) ?? null,
      set: async () => Promise.reject(new Error('written')),
    });
    await memory.set('a', '2');
    expect([await memory.get('a'), await memory.get('b'), base.get('a')]).toEqual(['2', null, '1']);
  });

  it('asks for statistics twice and no more, for the rest as often as it likes', async () => {
    const taken: string[] = [];
    const budget = new BoundedBudget({ take: async (kind) => void taken.push(kind), block: async () => undefined }, 2);
    const signal = new AbortController().signal;
    for (const kind of ['statistics', 'all', 'statistics', 'all'] as const) await budget.take(kind, 'process', signal);
    expect(budget.obstacle).toBeNull();
    await expect(budget.take('statistics', 'process', signal)).rejects.toThrow();
    expect([budget.obstacle, taken]).toEqual(['spent', ['statistics', 'all', 'statistics', 'all']]);
  });

  it('knows that others have taken what there is', async () => {
    const stop = new AbortController();
    const take = (_kind: string, _asker: string, signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const budget = new BoundedBudget({ take, block: async () => undefined }, 2);
    const waiting = budget.take('statistics', 'process', stop.signal);
    stop.abort(new Error('time is over'));
    await expect(waiting).rejects.toThrow('time is over');
    expect(budget.obstacle).toBe('busy');
  });
});
