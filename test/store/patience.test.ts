import { describe, expect, it } from 'vitest';
import { BaseError, type BaseTrouble } from '../../src/domain/base-error.js';
import { Patience, pauseMs } from '../../src/store/patience.js';

const FOREVER = () => Number.POSITIVE_INFINITY;

describe('waiting for the base', () => {
  it.each<BaseTrouble>(['full', 'read-only', 'closed'])(
    '%s: goes on until it works, and is told once',
    async (trouble) => {
      const room = openRoom();
      expect(await room.patience.through(failing(trouble, 5))).toBe('done');
      expect(room.told).toEqual([trouble, 'recovered']);
    },
  );

  it('that is merely busy for a moment is not worth a word', async () => {
    const room = openRoom();
    expect(await room.patience.through(failing('busy', 3))).toBe('done');
    expect(room.told).toEqual([]);
  });

  it('is not over while one still waits: a write that needs no room proves nothing', async () => {
    const room = openRoom();
    let hasRoom = false;
    const large = room.patience.through(async () => {
      if (!hasRoom) throw trouble('full');
    });
    expect(await room.patience.through(failing('full', 2))).toBe('done');
    expect(await room.patience.through(async () => 'small')).toBe('small');
    expect(room.told).toEqual(['full']);
    hasRoom = true;
    await large;
    expect(room.told).toEqual(['full', 'recovered']);
  });

  it('has its limit, by what the trouble is', async () => {
    const { patience } = openRoom((each) => (each === 'busy' ? Number.POSITIVE_INFINITY : 0));
    await expect(patience.through(failing('full', 1))).rejects.toMatchObject({ trouble: 'full' });
    expect(await patience.through(failing('busy', 1))).toBe('done');
  });

  it('ends with the signal, and with its reason', async () => {
    const { patience, stop } = openRoom();
    const waiting = patience.through(failing('full', Number.POSITIVE_INFINITY));
    stop.abort(new Error('stopped by SIGTERM'));
    await expect(waiting).rejects.toThrow('stopped by SIGTERM');
  });

  it('leaves alone what is no trouble of the base', async () => {
    const room = openRoom();
    const wrong = async () => Promise.reject(new TypeError('no such column'));
    await expect(room.patience.through(wrong)).rejects.toThrow('no such column');
    expect(room.told).toEqual([]);
  });

  it.each<BaseTrouble>(['damaged', 'replaced', 'newer'])('%s: nothing is tried any more, by anybody', async (final) => {
    const room = openRoom();
    const waiting = room.patience.through(failing('full', Number.POSITIVE_INFINITY));
    await expect(room.patience.through(failing(final, 1))).rejects.toMatchObject({ trouble: final });
    await expect(waiting).rejects.toMatchObject({ trouble: final });
    let tries = 0;
    const counted = async () => {
      tries += 1;
    };
    await expect(room.patience.through(counted)).rejects.toMatchObject({ trouble: final });
    expect(tries).toBe(0);
    expect(room.told).not.toContain('recovered');
  });

  it('takes its time: ten that wait for a second ask a few dozen times', async () => {
    const { patience, stop } = openRoom();
    let tries = 0;
    const full = async () => {
      tries += 1;
      throw trouble('full');
    };
    const waiting = Array.from({ length: 10 }, () => patience.through(full).catch(() => undefined));
    await new Promise((over) => setTimeout(over, 1_000));
    stop.abort();
    await Promise.all(waiting);
    expect(tries).toBeGreaterThan(50);
    expect(tries).toBeLessThan(250);
  });

  it.each([
    [0, 20],
    [80, 20],
    [400, 100],
    [8_000, 2_000],
    [86_400_000, 2_000],
  ])('pauses, after %d ms, for %d', (forMs, expected) => {
    expect(pauseMs(forMs)).toBe(expected);
  });
});

function openRoom(limitMs: (trouble: BaseTrouble) => number = FOREVER) {
  const stop = new AbortController();
  const told: string[] = [];
  const onlooker = {
    troubled: (error: BaseError) => void told.push(error.trouble),
    recovered: () => void told.push('recovered'),
  };
  return { patience: new Patience(limitMs, stop.signal, onlooker), stop, told };
}

function failing(kind: BaseTrouble, times: number): () => Promise<string> {
  let left = times;
  return async () => {
    if (left-- > 0) throw trouble(kind);
    return 'done';
  };
}

function trouble(kind: BaseTrouble): BaseError {
  return new BaseError(kind, `audiobot.db: ${kind}`);
}
