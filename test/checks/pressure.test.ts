import { expect, it } from 'vitest'
import { phaseOf, phaseSentence, stallEvidence, trendOf, trendSentence } from '../../src/checks/pressure.ts'
import { quantity } from '../../src/core/index.ts'
import { stalls } from './cpu/samples.ts'

it.each<[number, number, string]>([
  [0.5, 0.1, 'rising'],
  [0.136, 0.1, 'rising'],
  [0.134, 0.1, 'steady'],
  [0.1, 0.1, 'steady'],
  [0.066, 0.1, 'steady'],
  [0.064, 0.1, 'falling'],
  [0.009, 0, 'steady'],
  [0, 0.012, 'steady'],
  [0, 0.5, 'falling'],
])('pressure of %d against %d over 5 minutes is %s', (avg10, avg300, trend) => {
  const { some } = stalls([avg10, 0.2, avg300])
  expect(trendOf(some)).toBe(trend)
  expect(trendSentence(some)).toContain(`It is ${trend}: `)
})

it('the trend names both averages', () => {
  expect(trendSentence(stalls([0.3, 0.2, 0.05]).some)).toBe(
    'It is rising: 30 % in the last 10 seconds, 5 % in the last 5 minutes.',
  )
})

it.each<[string, number, number, string]>([
  ['nothing', 0, 0, 'current'],
  ['a moment that is not worth it yet', 0.24, 0.09, 'current'],
  ['a beginning', 0.25, 0.09, 'begun'],
  ['what goes on', 0.1, 0.1, 'current'],
  ['what only the minute remembers', 0.09, 0.1, 'over'],
])('the phase of %s', (_, avg10, avg60, phase) => {
  expect(phaseOf(stalls([avg10, avg60, 0]).some, { warn: 0.1, high: 0.25 })).toBe(phase)
})

it('a phase is told unless it simply goes on', () => {
  expect(phaseSentence('current')).toBe('')
  expect(phaseSentence('begun')).toBe(' It has only just begun.')
  expect(phaseSentence('over')).toContain(' It is over')
})

it('evidence has every average, of full only where the kernel tells it', () => {
  const both = stalls([0.1, 0.2, 0.3], [0.4, 0.5, 0.6])
  expect(stallEvidence(both)).toEqual({
    'some, 10 s': quantity(0.1, 'ratio'),
    'some, 60 s': quantity(0.2, 'ratio'),
    'some, 300 s': quantity(0.3, 'ratio'),
    'full, 10 s': quantity(0.4, 'ratio'),
    'full, 60 s': quantity(0.5, 'ratio'),
    'full, 300 s': quantity(0.6, 'ratio'),
  })
  expect(Object.keys(stallEvidence({ ...both, full: null }))).toEqual([
    'some, 10 s',
    'some, 60 s',
    'some, 300 s',
  ])
})
