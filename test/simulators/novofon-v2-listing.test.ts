import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { ask, CALLS, DAY, ids, LEGS, NOW, type Params, rows } from './novofon-v2-client.js';

const at = (time: string) => new Date(`2026-01-15T${time}Z`);
const FIRST = 401_122_334;
const [SALE, LOST, OUT] = [FIRST, FIRST + 1, FIRST + 2];

/** A sale at 11:00, a lost call at 12:00 and an outgoing one at 12:00 of Moscow's time. */
async function threeCalls() {
  const world = await startWorld({ clock: () => NOW });
  world.novofonV2.addIncoming({ startedAt: at('08:00:00'), clientName: 'Анна', talkSeconds: 184 });
  world.novofonV2.addIncoming({ startedAt: at('09:00:00'), client: '79031112233', lost: true });
  world.novofonV2.addOutgoing({ startedAt: at('09:00:00'), number: '78432000100', talkSeconds: 20 });
  return world;
}

const leaf = (field: string, operator: string, value?: unknown) => ({ field, operator, value });
const any = (...filters: object[]) => ({ filters, condition: 'or' });
const all = (...filters: object[]) => ({ filters, condition: 'and' });

const FILTERS: [object, number[]][] = [
  [leaf('id', '=', SALE), [SALE]],
  [leaf('id', '!=', SALE), [LOST, OUT]],
  [leaf('id', 'in', [SALE, OUT, 1]), [SALE, OUT]],
  [leaf('talk_duration', '<', 20), [LOST]],
  [leaf('talk_duration', '<=', 20), [LOST, OUT]],
  [leaf('talk_duration', '>', 20), [SALE]],
  [leaf('talk_duration', '>=', 20), [SALE, OUT]],
  [leaf('direction', 'in', ['out']), [OUT]],
  [leaf('is_lost', '=', true), [LOST]],
  [leaf('contact_phone_number', 'like', '7903%'), [LOST]],
  [leaf('contact_phone_number', 'like', '%4567'), [SALE, OUT]],
  [leaf('contact_phone_number', 'like', '7903'), []],
  [leaf('contact_phone_number', 'like', '7903_______'), [LOST]],
  [leaf('contact_phone_number', 'regexp', '[56]7$'), [SALE, OUT]],
  [leaf('contact_full_name', '=', null), [LOST, OUT]],
  [leaf('contact_full_name', '!='), [SALE]],
  [leaf('contact_full_name', '!=', 'Пётр'), [SALE]],
  [leaf('contact_full_name', 'like', 'анна'), []],
  [any(leaf('virtual_phone_number', '=', '78432000100'), leaf('is_lost', '=', true)), [LOST, OUT]],
  [all(leaf('direction', '=', 'in'), leaf('is_lost', '=', false)), [SALE]],
  [all(any(leaf('id', '=', SALE), leaf('id', '=', OUT)), leaf('direction', '=', 'out')), [OUT]],
  [any(all(leaf('id', '=', SALE), leaf('is_lost', '=', true)), leaf('id', '=', LOST)), [LOST]],
];

const PERIODS: [string, string, number[]][] = [
  ['2026-01-15 11:00:00', '2026-01-15 11:00:00', [SALE]],
  ['2026-01-15 11:00:01', '2026-01-15 12:00:00', [LOST, OUT]],
  ['2026-01-15 11:01:00', '2026-01-15 11:10:00', []],
  ['2026-01-15 08:00:00', '2026-01-15 10:00:00', []],
];

const SORTS: [object[], number[]][] = [
  [
    [{ field: 'start_time' }, { field: 'is_lost' }],
    [SALE, OUT, LOST],
  ],
  [
    [
      { field: 'start_time', order: 'desc' },
      { field: 'direction', order: 'asc' },
    ],
    [LOST, OUT, SALE],
  ],
];

describe('Novofon 2.0: the list', () => {
  it.each(FILTERS)('filter %j', async (filter, wanted) => {
    await using world = await threeCalls();
    expect((await ids(world, { filter })).sort()).toEqual(wanted);
  });

  it.each(PERIODS)('from %s till %s of the account, by the start', async (date_from, date_till, wanted) => {
    await using world = await threeCalls();
    expect((await ids(world, { date_from, date_till })).sort()).toEqual(wanted);
  });

  it.each(SORTS)('sort %j', async (sort, wanted) => {
    await using world = await threeCalls();
    expect(await ids(world, { sort })).toEqual(wanted);
  });

  it.each<[Params, number[]]>([
    [{ limit: 2 }, [SALE, OUT]],
    [{ limit: 2, offset: 2 }, [LOST]],
    [{ offset: 3 }, []],
  ])('page %j, and how many there are in all', async (page, wanted) => {
    await using world = await threeCalls();
    const sort = [{ field: 'start_time' }, { field: 'is_lost' }];
    const { result } = await ask(world, CALLS, { ...DAY, fields: ['id'], sort, ...page });
    expect(result.data).toEqual(wanted.map((id) => ({ id })));
    expect(result.metadata.total_items).toBe(3);
  });

  it.each([
    ['asc', [5150, 5150, null, null, null]],
    ['desc', [null, null, null, 5150, 5150]],
  ])('sort %s: what is empty is the greatest', async (order, wanted) => {
    await using world = await startWorld({ clock: () => NOW });
    world.novofonV2.addIncoming();
    world.novofonV2.addIncoming({ employees: [] });
    world.novofonV2.addIncoming();
    const asked = { fields: ['employee_id'], sort: [{ field: 'employee_id', order }] };
    expect((await rows(world, LEGS, asked)).map((row) => row.employee_id)).toEqual(wanted);
  });

  it('is of no order one may rely on, and a thousand rows long where nothing is said', async () => {
    await using world = await startWorld({ clock: () => NOW });
    for (let count = 0; count < 1001; count += 1) world.novofonV2.addIncoming();
    const { result } = await ask(world, CALLS, DAY);
    expect(result.data).toHaveLength(1000);
    expect(result.data[0]?.id).toBe(FIRST + 1000);
    expect(result.metadata.total_items).toBe(1001);
  });

  it('knows when the clocks change', async () => {
    await using world = await startWorld({ zoneV2: 'Europe/Berlin' });
    world.novofonV2.addIncoming({ startedAt: new Date('2026-01-15T10:00:00Z') });
    world.novofonV2.addIncoming({ startedAt: new Date('2026-03-31T10:00:00Z') });
    const period = { date_from: '2026-01-15 00:00:00', date_till: '2026-04-10 00:00:00' };
    const { result } = await ask(world, CALLS, { ...period, fields: ['start_time'], sort: [{ field: 'start_time' }] });
    expect(result.data).toEqual([{ start_time: '2026-01-15 11:00:00' }, { start_time: '2026-03-31 12:00:00' }]);
  });
});
