import { describe, expect, it } from 'vitest';
import { startWorld } from '../../src/simulators/world.js';
import { ask, CALLS, DAY, post, refusal, type Said, TYPE } from './novofon-v2-client.js';

const GOOD = { jsonrpc: '2.0', id: 7, method: 'get.account', params: {} };
const { id: _, ...NOTIFICATION } = GOOD;
const { params: __, ...BARE } = GOOD;

describe('Novofon 2.0: the envelope', () => {
  it.each([
    ['{"jsonrpc":', -32700, 'parse_error', null],
    [JSON.stringify([GOOD]), -32099, 'batch_opreations_not_supported', null],
    ['[]', -32099, 'batch_opreations_not_supported', null],
    ['"text"', -32600, 'invalid_request', null],
    [JSON.stringify(NOTIFICATION), -32099, 'notifications_not_supported', null],
    [JSON.stringify({ ...GOOD, id: null }), -32600, 'invalid_request', null],
    [JSON.stringify({ ...GOOD, jsonrpc: '1.0' }), -32600, 'invalid_request', 7],
    [JSON.stringify({ ...GOOD, jsonrpc: 2 }), -32600, 'invalid_request', 7],
    [JSON.stringify({ ...GOOD, method: 1 }), -32600, 'invalid_request', 7],
    [JSON.stringify(BARE), -32600, 'invalid_request', 7],
    [JSON.stringify({ ...GOOD, params: [] }), -32600, 'invalid_request', 7],
    [JSON.stringify({ ...GOOD, method: 'get.pbx_calls' }), -32601, 'method_not_found', 7],
    [JSON.stringify(GOOD), -32602, 'required_parameter_missed', 7],
    [JSON.stringify({ ...GOOD, params: { access_token: 1 } }), -32602, 'data_type_error', 7],
    [JSON.stringify({ ...GOOD, params: { access_token: 'x' } }), -32001, 'access_token_invalid', 7],
  ])('%s: %i %s', async (body, code, mnemonic, id) => {
    await using world = await startWorld();
    const response = await post(world, body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      jsonrpc: '2.0',
      id,
      error: {
        code,
        message: expect.stringMatching(/^[A-Z]/),
        data: {
          mnemonic,
          field: mnemonic.startsWith('access_token') ? 'access_token' : mnemonic === 'parse_error' ? null : ANYTHING,
          value: ANYTHING,
          params: {},
          extended_helper: null,
          metadata: {},
        },
      },
    });
  });

  it('answers with the id it was asked with, and gives a wrong token back as it came', async () => {
    await using world = await startWorld();
    const access_token = world.envV2().NOVOFON_ACCESS_TOKEN;
    for (const id of ['a-1', 0, 12.5]) {
      const said: unknown = await (await post(world, JSON.stringify({ ...GOOD, id, params: { access_token } }))).json();
      expect(said).toMatchObject({ jsonrpc: '2.0', id, result: { data: [{ timezone: 'Europe/Moscow' }] } });
    }
    const { error } = await ask(world, 'get.account', { access_token: 'wrong' });
    expect(error.data).toMatchObject({ field: 'access_token', value: 'wrong' });
  });

  it.each([
    ['GET', {}, 405],
    ['POST', { 'content-type': 'application/json' }, 415],
    ['POST', { 'content-type': 'text/plain; charset=UTF-8' }, 415],
    ['POST', { 'content-type': 'application/json;charset=utf-8' }, 200],
  ])('%s with %j: HTTP %i', async (method, headers, status) => {
    await using world = await startWorld();
    const body = method === 'POST' ? JSON.stringify(GOOD) : null;
    const response = await fetch(`${world.novofonV2.url}/v2.0`, {
      method,
      headers: { 'content-type': TYPE, ...headers },
      body,
    });
    expect(response.status).toBe(status);
  });

  it('must be UTF-8', async () => {
    await using world = await startWorld();
    const latin = new Blob([Buffer.from('{"jsonrpc":"2.0","id":"\xe9"}', 'latin1')]);
    expect(await (await post(world, latin)).json()).toMatchObject({ error: { data: { mnemonic: 'parse_error' } } });
  });

  it('a body without a length, and another address', async () => {
    await using world = await startWorld();
    const body = new Blob([JSON.stringify(GOOD)]).stream();
    const request = { method: 'POST', headers: { 'content-type': TYPE }, body, duplex: 'half' as const };
    expect((await fetch(`${world.novofonV2.url}/v2.0`, request)).status).toBe(411);
    expect((await fetch(`${world.novofonV2.url}/v4.0`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});

describe('Novofon 2.0: refusals by switch', () => {
  it.each([
    ['access_token_expired', -32001],
    ['access_token_blocked', -32001],
    ['ip_not_whitelisted', -32003],
    ['forbidden', -32003],
    ['account_inactive', -32009],
    ['method_component_disabled', -32008],
    ['internal_error', -32603],
    ['limit_exceeded', -32029],
    ['error', -32602],
  ] as const)('%s', async (mnemonic, code) => {
    await using world = await startWorld();
    world.novofonV2.refuse(mnemonic);
    for (const method of ['get.account', 'get.virtual_numbers']) {
      const { error } = await ask(world, method);
      expect(error).toMatchObject({ code, data: { mnemonic } });
      expect(error.message).not.toMatch(/[{}]/);
    }
    world.novofonV2.accept();
    expect((await ask(world, 'get.account')).error).toBeUndefined();
  });

  it('an address that is not on the list, from the start', async () => {
    await using world = await startWorld({ ipAllowed: false });
    const { error } = await ask(world, 'get.account', { access_token: 'whatever' });
    expect(error.data.mnemonic).toBe('ip_not_whitelisted');
    expect(error.message).toContain('203.0.113.7');
  });

  it('so many times, of one method', async () => {
    await using world = await startWorld();
    world.novofonV2.refuse('internal_error', { times: 2, method: CALLS });
    const said: string[] = [];
    for (const method of [CALLS, 'get.account', CALLS, CALLS]) {
      said.push(await refusal(world, method, method === CALLS ? DAY : {}));
    }
    expect(said).toEqual(['internal_error', 'none', 'internal_error', 'none']);
  });
});

describe('Novofon 2.0: the account', () => {
  it('is one row', async () => {
    await using world = await startWorld({ zoneV2: 'Asia/Yekaterinburg' });
    const { result }: Said = await ask(world, 'get.account');
    expect(result.data).toEqual([
      { app_id: expect.any(Number), name: expect.any(String), timezone: 'Asia/Yekaterinburg' },
    ]);
  });

  it('is not listed', async () => {
    await using world = await startWorld();
    expect(await refusal(world, 'get.account', { limit: 1 })).toBe('unexpected_parameters');
  });

  it('has numbers, to be filtered', async () => {
    await using world = await startWorld({ numbers: ['79843330712', '78432000100'] });
    world.novofonV2.numbers.push({ number: '74950000000', status: 'manual_lock' });
    const { result } = await ask(world, 'get.virtual_numbers');
    expect(result.metadata.total_items).toBe(3);
    const ours = { field: 'virtual_phone_number', operator: '=', value: '79843330712' };
    const found = await ask(world, 'get.virtual_numbers', { filter: ours, fields: ['id', 'status', 'scenarios'] });
    expect(found.result.data).toEqual([{ id: expect.any(Number), status: 'active', scenarios: [] }]);
    const locked = await ask(world, 'get.virtual_numbers', {
      filter: { field: 'status', operator: '!=', value: 'active' },
    });
    expect(locked.result.data).toEqual([
      {
        id: expect.any(Number),
        virtual_phone_number: '74950000000',
        redirection_phone_number: null,
        activation_date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        status: 'manual_lock',
        category: 'usual',
        type: 'va',
        campaigns: [],
        scenarios: [],
      },
    ]);
  });
});

const ANYTHING: unknown = expect.toSatisfy(() => true);
