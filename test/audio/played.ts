import { mix, noise, sound } from './sounds.js';

const MELODY = [330, 392, 440, 523, 494, 440, 392, 349, 330, 294];
const BASS = [82, 110, 98, 73];

/** Music as it is played while one waits: chords of several voices that follow each other without a pause. */
export function chords(seconds: number): Float32Array {
  const CHORDS = [[262, 330, 392] as const, [220, 262, 330] as const, [175, 220, 262] as const];
  return sound(seconds, (time) => {
    const voices = CHORDS[Math.floor(time / 1.5) % CHORDS.length] ?? CHORDS[0];
    const swell = 0.1 * (1 + 0.2 * Math.sin(2 * Math.PI * 3 * time));
    const voice = (hz: number) => [1, 2, 3].reduce((sum, k) => sum + Math.sin(2 * Math.PI * hz * k * time) / k, 0);
    return swell * (voices ?? []).reduce((sum, hz) => sum + voice(hz), 0);
  });
}

/** A lonely guitar: single notes that die away, with rests between them. */
export function pluckedNotes(seconds: number): Float32Array {
  return notes(seconds, [330, 392, 440, 330, 294, 262], { length: 0.6, decay: 0.12, loudness: 0.2 });
}

/** A music box: one note after another. */
export function melody(seconds: number, { length = 0.25, decay = 0.2 } = {}): Float32Array {
  return notes(seconds, MELODY, { length, decay, loudness: 0.15 });
}

/** The same with bass and drums. */
export function band(seconds: number): Float32Array {
  const drum = noise(seconds, -15).map((sample, at) => sample * Math.exp(-((at / 8000) % 0.5) / 0.05));
  const bass = notes(seconds, BASS, { length: 0.5, decay: 0.3, loudness: 0.15 });
  return mix(melody(seconds), bass, drum);
}

/** Bowed, with vibrato: half a semitone, five times a second. */
export function strings(seconds: number): Float32Array {
  return sound(seconds, (time) => {
    const hz = MELODY[Math.floor(time / 0.8) % MELODY.length] ?? 330;
    const phase = hz * time + (hz * 0.02 * Math.sin(2 * Math.PI * 5 * time)) / (2 * Math.PI * 5);
    const swell = 1 - 0.5 * Math.exp(-(time % 0.8) / 0.1);
    return 0.15 * swell * [1, 2, 3, 4].reduce((sum, k) => sum + Math.sin(2 * Math.PI * k * phase) / k, 0);
  });
}

type Notes = { length: number; decay: number; loudness: number };

function notes(seconds: number, pitches: number[], { length, decay, loudness }: Notes): Float32Array {
  return sound(seconds, (time) => {
    const hz = pitches[Math.floor(time / length) % pitches.length] ?? 330;
    const since = time % length;
    const string = [1, 2, 3, 4].reduce((sum, k) => sum + Math.sin(2 * Math.PI * hz * k * since) / k, 0);
    return loudness * Math.exp(-since / decay) * string;
  });
}
