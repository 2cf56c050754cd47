import { describe, expect, it } from 'vitest'
import { continued, cutTo, cutToClause, exonerate, firstSentence } from '../../../src/checks/ranking/index.ts'
import { judged } from './samples.ts'

describe('the first sentence', () => {
  it.each([
    ['It took 3.5 ms. Then more.', 'It took 3.5 ms'],
    ['One only.', 'One only'],
    ['No stop', 'No stop'],
    ['Read /proc/stat. /proc/x is missing.', 'Read /proc/stat'],
    ['Look at e.g. this one. Not that.', 'Look at e.g. this one'],
    ['Stop! 5 left.', 'Stop'],
    ['  Blanks.  ', 'Blanks'],
    ['', ''],
  ])('of %j is %j', (text, first) => {
    expect(firstSentence(text)).toBe(first)
  })
})

describe('after a colon', () => {
  it.each([
    ['The CPUs were busy', 'the CPUs were busy'],
    ['A disk', 'a disk'],
    ['CPU time', 'CPU time'],
    ['Theodore runs', 'Theodore runs'],
    ['', ''],
  ])('%j goes on as %j', (text, after) => {
    expect(continued(text)).toBe(after)
  })
})

describe('a text that is too long', () => {
  it.each([
    ['exactly so long', 15, 'exactly so long'],
    ['one two three four', 15, 'one two ...'],
    ['one two, three four', 13, 'one two ...'],
    ['abcdefghijklmnop', 10, 'abcdef ...'],
  ])('%j in %i characters is %j', (text, length, cut) => {
    expect(cutTo(text, length)).toBe(cut)
    expect(cut.length).toBeLessThanOrEqual(length)
  })
})

describe('a resource is found fine', () => {
  const fine = (...statuses: ('pass' | 'info' | 'warn' | 'fail' | 'unknown' | 'not-applicable')[]) =>
    exonerate(statuses.map((status, index) => judged({ id: `mem.check-${index}`, status })))

  it('where nothing warns or fails and more is fine than unknown', () => {
    expect(fine('pass', 'info', 'unknown')).toEqual(['memory'])
  })

  it.each([[['pass', 'warn']], [['pass', 'fail']], [['pass', 'unknown']], [['not-applicable']]] as const)(
    'but not with %o',
    (statuses) => {
      expect(fine(...statuses)).toEqual([])
    },
  )

  it('by measurements alone, not by settings', () => {
    expect(exonerate([judged({ id: 'mem.thp', role: 'config', status: 'pass' })])).toEqual([])
    expect(
      exonerate([
        judged({ id: 'mem.thp', role: 'config', status: 'warn' }),
        judged({ id: 'mem.pressure', status: 'pass' }),
      ]),
    ).toEqual(['memory'])
  })
})

describe('a sentence that is too long for its place', () => {
  it.each([
    ['fits, and stays, whole', 22, 'fits, and stays, whole'],
    ['ends with a part of it, as here, not in a word', 32, 'ends with a part of it, as here'],
    ['keeps half: or it is cut before a word', 26, 'keeps half: or it is ...'],
    ['has no parts at all to end with', 20, 'has no parts at ...'],
  ])('%j in %d characters', (text, length, cut) => {
    expect(cutToClause(text, length)).toBe(cut)
  })
})
