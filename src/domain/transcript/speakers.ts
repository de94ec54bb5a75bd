import type { Direction } from '../call.js';
import type { Sound } from '../sound/sound.js';
import type { Speaker, Transcript, Turn } from './transcript.js';

/** Who speaks on channel 0 and 1, by direction; `auto`: the words tell. */
export type ChannelRoles = 'auto' | Record<Direction, readonly [Speaker, Speaker]>;

/** The turns with their speakers, once it is known on which channel the employee is. */
export function withEmployeeOn(channel: 0 | 1 | null, turns: Turn[]): Turn[] {
  if (channel === null) return turns;
  return turns.map((turn) =>
    turn.channel === null || turn.speaker !== 'unknown'
      ? turn
      : { ...turn, speaker: turn.channel === channel ? 'employee' : 'client' },
  );
}

/** A recording with one side only: where it is not set who speaks on a channel, that may be both of them. */
export function oneSided(sound: Sound, roles: ChannelRoles): Sound {
  if (sound.layout !== 'one-sided' || roles !== 'auto') return sound;
  return { ...sound, tracks: sound.tracks.map((track) => ({ ...track, side: null })) };
}

export function speakerOn(channel: 0 | 1 | null, direction: Direction, roles: ChannelRoles): Speaker {
  return channel === null || roles === 'auto' ? 'unknown' : roles[direction][channel];
}

/** True when the turns are told apart, by name or only by channel. */
export function hasVoices(transcript: Transcript): boolean {
  return transcript.turns.some((turn) => turn.channel !== null || turn.speaker !== 'unknown');
}
