import type { VoiceChange } from '../analysis/analysis.js';
import type { Direction } from '../call.js';
import type { Sound } from '../sound/sound.js';
import type { Speaker, Transcript, Turn } from './transcript.js';

/** Who speaks on channel 0 and 1, by direction; `auto`: the words tell. */
export type ChannelRoles = 'auto' | Record<Direction, readonly [Speaker, Speaker]>;

/** What an analysis found out of who speaks: the employee's channel, or, on one line for both, turn by turn. */
interface FoundOut {
  employeeChannel: 0 | 1 | null;
  voices: VoiceChange[];
}

/** The turns with the speakers that the analysis found out; who was known before stays. */
export function speakingTurns({ turns }: Pick<Transcript, 'turns'>, { employeeChannel, voices }: FoundOut): Turn[] {
  let next = 0;
  let heard: Speaker = 'unknown';
  return turns.map((turn, number) => {
    for (let change = voices[next]; change && change.from <= number; change = voices[next]) {
      heard = change.speaker;
      next += 1;
    }
    if (turn.speaker !== 'unknown') return turn;
    if (turn.channel === null) return heard === 'unknown' ? turn : { ...turn, speaker: heard, inferred: true };
    if (employeeChannel === null) return turn;
    return { ...turn, speaker: turn.channel === employeeChannel ? 'employee' : 'client' };
  });
}

/** A recording with one side only: where it is not set who speaks on a channel, that may be both of them. */
export function oneSided(sound: Sound, roles: ChannelRoles): Sound {
  if (sound.layout !== 'one-sided' || roles !== 'auto') return sound;
  return { ...sound, tracks: sound.tracks.map((track) => ({ ...track, side: null })) };
}

export function speakerOn(channel: 0 | 1 | null, direction: Direction, roles: ChannelRoles): Speaker {
  return channel === null || roles === 'auto' ? 'unknown' : roles[direction][channel];
}

/** True when all turns are told apart, by name or only by channel. */
export function hasVoices({ turns }: Pick<Transcript, 'turns'>): boolean {
  return turns.length > 0 && turns.every((turn) => turn.channel !== null || turn.speaker !== 'unknown');
}
