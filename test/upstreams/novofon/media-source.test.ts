import { describe, expect, it } from 'vitest';
import { permitted } from '../../../src/upstreams/novofon/media-source.js';

const source = {
  recordingHosts: ['novofon.ru', 'Novofon.com'],
  trusted: ['http://127.0.0.1:8099/api', 'https://media.example.org'],
  agent: undefined,
  clock: () => new Date(),
};

describe('permitted', () => {
  it.each([
    'https://novofon.ru/a.mp3',
    'https://app.novofon.ru/system/media/talk/1/2/',
    'https://API.NOVOFON.COM/v1/pbx/record/download/x.mp3',
    'http://127.0.0.1:8099/file.mp3',
    'https://media.example.org/x',
  ])('lets %s pass', (link) => {
    expect(permitted(link, source).href).toBe(new URL(link).href);
  });

  it.each([
    'http://app.novofon.ru/a.mp3',
    'https://novofon.ru.evil.example/a.mp3',
    'https://evilnovofon.ru/a.mp3',
    'https://novofon.ru@evil.example/a.mp3',
    'https://127.0.0.1:8099/file.mp3',
    'http://127.0.0.1:8098/file.mp3',
    'http://media.example.org/x',
    'https://sub.media.example.org/x',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'ftp://novofon.ru/a',
    'not an address',
    '/relative',
  ])('stops %s', (link) => {
    expect(() => permitted(link, source)).toThrow(expect.objectContaining({ trouble: 'rejected' }));
  });

  it('reads a relative address by where it stood', () => {
    expect(permitted('/b.mp3?x=1', source, new URL('https://app.novofon.ru/a')).href).toBe(
      'https://app.novofon.ru/b.mp3?x=1',
    );
  });

  it('names the host and nothing else of the link', () => {
    const attempt = () => permitted('https://evil.example/TOKEN/1.mp3?sig=SECRET', source);
    expect(attempt).toThrow(/evil\.example/);
    expect(attempt).not.toThrow(/TOKEN|SECRET/);
  });
});
