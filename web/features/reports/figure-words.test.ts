import { expect, test } from 'vitest';
import { reportFigures, type ReportFigure } from '../../../contract/reports.ts';
import { durationWords, figureGroups, figureWords, rowName } from './figure-words.ts';

test('a figure is read in its own unit; what could not be measured is no zero', () => {
  expect(figureWords('begun', 1_204)).toBe('1,204');
  expect(figureWords('averageWait', 372_000)).toBe('6 min 12 s');
  expect(figureWords('respondInTime', 94.5)).toBe('94.5 %');
  expect(figureWords('averageWait', null)).toBe('–');
});

test('spans are said in two units at most', () => {
  const minute = 60_000;
  expect([40_400, minute, 61_000, 200 * minute, 52 * 60 * minute].map(durationWords)).toEqual([
    '40 s',
    '1 min',
    '1 min 1 s',
    '3 h 20 min',
    '2 d 4 h',
  ]);
});

test('every figure of a report has its place on the screen, once', () => {
  const shown = figureGroups.flatMap(({ figures }) => figures);
  expect(shown.toSorted()).toEqual((Object.keys(reportFigures) as ReportFigure[]).toSorted());
});

test('days and hours are named as one says them', () => {
  expect(rowName('day', '2026-11-20')).toBe('Fri 20 Nov');
  expect(rowName('hour', '2026-11-20 14:00')).toBe('20 Nov, 14:00');
  expect(rowName('department', 'Orders')).toBe('Orders');
});
