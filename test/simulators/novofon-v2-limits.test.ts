import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { ask, CALLS, DAY, NOW } from './novofon-v2-client.js';

describe('Novofon 2.0: points', () => {
  it('are told in every answer, and only good ones cost', async () => {
    let now = NOW.getTime();
    await using world = await startWorld({ clock: () => new Date(now), pointsPerMinute: 3, pointsPerDay: 100 });
    const fresh = { minute_limit: 3, minute_remaining: 2, minute_reset: 60 };
    const ofTheDay = { day_limit: 100, day_remaining: 99, day_reset: 86_400 };
    expect((await ask(world, 'get.account')).result.metadata.limits).toEqual({ ...fresh, ...ofTheDay });
    now += 18_500;
    const { error } = await ask(world, CALLS, { ...DAY, limit: 0 });
    expect(error.data).toMatchObject({ metadata: { limits: { minute_remaining: 2, minute_reset: 42 } } });
    const { result } = await ask(world, CALLS, DAY);
    expect(result.metadata).toMatchObject({ total_items: 0, limits: { minute_remaining: 1, minute_reset: 42 } });
  });

  it('run out, and come back after the seconds told', async () => {
    let now = NOW.getTime();
    await using world = await startWorld({ clock: () => new Date(now), pointsPerMinute: 1 });
    await ask(world, 'get.account');
    now += 10_000;
    const { error } = await ask(world, 'get.account');
    expect(error).toMatchObject({
      code: -32029,
      message: 'Limit per minute has been exceeded. Value of current limit per minute is 1',
      data: {
        mnemonic: 'limit_exceeded',
        params: { limit_type: 'minute', limit_max_value: 1 },
        metadata: { limits: { minute_remaining: 0, minute_reset: 50 } },
      },
    });
    now += 49_000;
    expect((await ask(world, 'get.account')).error.data.mnemonic).toBe('limit_exceeded');
    now += 1000;
    expect((await ask(world, 'get.account')).result.metadata.limits).toMatchObject({ minute_remaining: 0 });
  });

  it('of the day run out too', async () => {
    let now = NOW.getTime();
    await using world = await startWorld({ clock: () => new Date(now), pointsPerDay: 1 });
    await ask(world, 'get.account');
    now += 3600_000;
    const { error } = await ask(world, 'get.account');
    expect(error.message).toContain('per day');
    expect(error.data).toMatchObject({ metadata: { limits: { day_remaining: 0, day_reset: 82_800 } } });
  });

  it('may be hidden, and are none of a stranger’s business', async () => {
    await using world = await startWorld();
    const stranger = await ask(world, 'get.account', { access_token: 'x' });
    expect(stranger.error.data).toMatchObject({ mnemonic: 'access_token_invalid', metadata: {} });
    expect(stranger.error.data).not.toHaveProperty('metadata.limits');
    world.novofonV2.showLimits('empty');
    expect((await ask(world, CALLS, DAY)).result.metadata).toEqual({ total_items: 0, limits: {} });
  });
});
