import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOM = new URL('../../../src/upstreams/novofon/', import.meta.url).pathname;

it('no method is asked but these, all of them in the official lists', () => {
  const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const text = files.map((file) => readFileSync(ROOM + file, 'utf8')).join('\n');
  const named = [...text.matchAll(/'(\/v1\/[^'$]*|(?:get|getobj|create|update|delete|set|login)\.[a-z_]+)'/g)];
  expect([...new Set(named.map(([, method]) => method))].sort()).toEqual([
    '/v1/info/timezone/',
    '/v1/pbx/record/request/',
    '/v1/statistics/pbx/',
    'get.account',
    'get.call_legs_report',
    'get.calls_report',
    'get.virtual_numbers',
  ]);
});
