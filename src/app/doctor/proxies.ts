import { once } from 'node:events';
import { connect } from 'node:net';
import type { Loaded } from '../../config/load.js';
import { type Finding, fail, ok, warn } from '../../domain/finding.js';
import { deadline } from '../../lib/linked-signal.js';
import { readProxy } from '../../lib/proxy-address.js';
import { keyOf } from './keys.js';

const PART = 'proxy';
const CONNECT_MS = 5_000;

/** A proxy, and what goes through it. */
interface Way {
  proxy: string;
  keys: string[];
  /** The parts whose checks went through it. */
  parts: string[];
}

export interface Reached extends Way {
  /** `host:port`; null for an address that cannot be read. */
  address: string | null;
  isUp: boolean;
}

/** Tries a connection to every configured proxy, each once. */
export function reachProxies(loaded: Loaded): Promise<Reached[]> {
  return Promise.all(waysOf(loaded).map(reach));
}

/** What was reached, beside what the checks said that went through it. */
export function proxyFindings(reached: Reached[], findings: Finding[]): Finding[] {
  return reached.map(({ address, isUp, keys, parts }) => {
    const name = keys.join(', ');
    if (address === null)
      return fail(PART, `${name}: адрес не читается`, 'Нужно http://имя:пароль@host:port, знак % как %25.');
    if (!isUp) return fail(PART, `${address} не принимает соединений`, `Запустите прокси или исправьте ${name}.`);
    const sick = parts.filter((part) => findings.some((each) => each.part === part && each.state === 'fail'));
    if (sick.length === 0) return ok(PART, `${address} пропускает: ${parts.join(', ')}`);
    return warn(PART, `${address} соединяет, но не прошли проверки: ${sick.join(', ')}`, null);
  });
}

function waysOf(loaded: Loaded): Way[] {
  const { novofon, transcription, analysis, telegram } = loaded.config;
  const used = [
    { proxy: novofon.proxy, key: 'novofon.proxy', part: 'novofon' },
    { proxy: transcription.proxy, key: keyOf(loaded, 'transcription', 'proxy'), part: 'transcription' },
    { proxy: analysis.proxy, key: keyOf(loaded, 'analysis', 'proxy'), part: 'analysis' },
    { proxy: telegram.proxy, key: 'telegram.proxy', part: 'telegram' },
  ];
  return [...new Set(used.flatMap(({ proxy }) => proxy ?? []))].map((proxy) => {
    const users = used.filter((each) => each.proxy === proxy);
    return { proxy, keys: [...new Set(users.map(({ key }) => key))], parts: users.map(({ part }) => part) };
  });
}

async function reach(way: Way): Promise<Reached> {
  const address = readable(way.proxy);
  if (!address) return { ...way, address: null, isUp: false };
  const { host, port } = address;
  using limit = deadline(CONNECT_MS);
  const socket = connect({ host, port });
  socket.on('error', () => undefined);
  const isUp = await once(socket, 'connect', { signal: limit.signal }).then(
    () => true,
    () => false,
  );
  socket.destroy();
  return { ...way, address: `${host}:${port}`, isUp };
}

function readable(proxy: string) {
  try {
    return readProxy(proxy);
  } catch {
    return null;
  }
}
