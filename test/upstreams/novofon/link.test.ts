import { describe, expect, it } from 'vitest';
import type { Leg } from '../../../src/domain/call.js';
import { callOf } from '../../../src/domain/legs.js';
import { linkOf, linksIn } from '../../../src/upstreams/novofon/v1/link.js';

describe('linksIn', () => {
  it.each([
    [{ link: 'a' }, ['a']],
    [{ links: ['a', 'b'] }, ['a', 'b']],
    [{ links: [{ link: 'a' }, { link: 'b', size: '1' }] }, ['a', 'b']],
    [{ link: 'a', links: null }, ['a']],
    [{ links: [{ url: 'a' }, null, 5] }, []],
    [{ links: 'a' }, []],
    [{ link: '' }, []],
    [{}, []],
  ])('reads %j', (body, links) => {
    expect(linksIn(body)).toEqual(links);
  });
});

describe('linkOf', () => {
  const leg = (id: string, second: number, recorded = true): Leg => ({
    id,
    from: '+79161234567',
    to: '100',
    employee: '100',
    startedAt: `2026-01-15T10:00:0${second}.000Z`,
    seconds: 10,
    disposition: 'answered',
    recorded,
  });
  const [first, second, third] = [leg('17.10', 1), leg('17.1', 2), leg('in_1/phantom', 3, false)];
  const call = callOf({ id: 'in_1', provider: 'novofon', direction: 'in', client: null, number: null }, [
    first,
    second,
    third,
  ]);

  it.each([
    ['by the name of the file', second, ['https://x/1-17.10-100.mp3', 'https://x/1-17.1-100.mp3?t=17.10'], 1],
    ['by its place', first, ['https://x/a.mp3', 'https://x/b.mp3'], 0],
    ['by its place', second, ['https://x/a.mp3', 'https://x/b.mp3'], 1],
    ['by what the named ones leave', second, ['https://x/a.mp3', 'https://x/17.10.mp3'], 0],
    ['as the only one', second, ['https://x/a.mp3'], 0],
  ])('finds a link %s', (_how, wanted, links, place) => {
    expect(linkOf(wanted, call, links)).toBe(links[place]);
  });

  it.each([
    ['there is none', first, []],
    ["the only one is another leg's", second, ['https://x/17.10.mp3']],
    ['there are more than legs', first, ['https://x/a.mp3', 'https://x/b.mp3', 'https://x/c.mp3']],
  ])('finds none when %s', (_why, wanted, links) => {
    expect(linkOf(wanted, call, links)).toBeNull();
  });
});
