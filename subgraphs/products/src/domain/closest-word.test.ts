import { describe, expect, it } from 'vitest';
import { closestWord, editDistance } from './closest-word.js';

const known = (...words: (string | [string, number])[]) =>
  words.map((each) =>
    typeof each === 'string' ? { word: each, documentFrequency: 10 } : { word: each[0], documentFrequency: each[1] },
  );

describe('editDistance', () => {
  it.each([
    ['battery', 'battery', 0],
    ['batery', 'battery', 1],
    ['batttery', 'battery', 1],
    ['baytery', 'battery', 1],
    ['abttery', 'battery', 1],
    ['abcd', 'badc', 2],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('%s → %s is %i', (a, b, slips) => {
    expect([editDistance(a, b), editDistance(b, a)]).toEqual([slips, slips]);
  });
});

describe('closestWord', () => {
  it('takes fewer slips before a commoner word', () => {
    expect(closestWord('baterries', known(['batteries', 5], ['batters', 900]))?.word).toBe('batteries');
  });

  it('takes the commoner of two that are as close', () => {
    expect(closestWord('moute', known(['route', 3], ['mouse', 3], ['mouth', 400]))?.word).toBe('mouth');
  });

  it('holds the first letter for right', () => {
    expect(closestWord('nice', known(['mice', 20], ['nick', 20]))?.word).toBe('nick');
  });

  it('repairs two slips in long words only, and nothing that is farther', () => {
    expect(closestWord('keybaord', known('keyboard'))?.word).toBe('keyboard');
    expect(closestWord('kaeybord', known('keyboard'))?.word).toBe('keyboard');
    expect(closestWord('mosue', known('moss'))).toBeNull();
    expect(closestWord('zzzzzzzz', known('keyboard'))).toBeNull();
    expect(closestWord('mouse', [])).toBeNull();
  });
});
