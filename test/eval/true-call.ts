import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSound } from '../../src/audio/open-sound.js';
import type { Span } from '../../src/domain/sound/sound.js';
import type { ChannelRoles } from '../../src/domain/transcript/speakers.js';
import { join as joined } from '../audio/sounds.js';

/** What one of the two says in one go, as it truly was. `side`: 0 the employee, 1 the client. */
export interface TrueTurn extends Span {
  side: 0 | 1;
  text: string;
}

/** A recording whose words and their times are known. */
export interface TrueCall {
  id: string;
  sampleRate: number;
  /** Samples −1 … 1 by channel. */
  channels: Float32Array[];
  turns: TrueTurn[];
  /** Whether each side has a channel of its own: else nobody can tell by the sound who speaks. */
  isApart: boolean;
  /** What `recordings.channels` says of this line. */
  roles: ChannelRoles;
  /** The file it came from, as long as nothing was changed; else how it is written. */
  source: { file: string } | { coding: Coding };
}

export type Coding = 'wav' | 'mu-law' | 'mp3-16k';

interface CallFile {
  id: string;
  file: string;
  channels: number;
  segments: (Span & { channel: 0 | 1; text: string })[];
}

/** The calls of a folder in the form of assets/calls. Files that are not decoded are left out. */
export async function readTrueCalls(folder: string): Promise<TrueCall[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.analysis.json'));
  const calls = await Promise.all(names.sort().map((name) => readTrueCall(folder, name)));
  return calls.filter((call) => call !== null);
}

async function readTrueCall(folder: string, name: string): Promise<TrueCall | null> {
  const call: CallFile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const file = join(folder, call.file);
  const sound = await soundOf(file);
  if (!sound) return null;
  const turns = call.segments.map(({ channel, start, end, text }) => ({ side: channel, start, end, text }));
  return { id: call.id, ...sound, turns, isApart: call.channels === 2, roles: 'auto', source: { file } };
}

async function soundOf(file: string): Promise<Pick<TrueCall, 'sampleRate' | 'channels'> | null> {
  await using sound = await openSound({ file, format: file.endsWith('.wav') ? 'wav' : 'mp3' });
  if (!sound) return null;
  const parts: Float32Array[][] = [];
  let sampleRate = 0;
  for await (const block of sound.blocks) {
    sampleRate = block.sampleRate;
    block.channels.forEach((samples, channel) => {
      parts[channel] = [...(parts[channel] ?? []), samples];
    });
  }
  return { sampleRate, channels: parts.map((blocks) => joined(...blocks)) };
}

export function secondsOf({ channels, sampleRate }: Pick<TrueCall, 'channels' | 'sampleRate'>): number {
  return (channels[0]?.length ?? 0) / sampleRate;
}
