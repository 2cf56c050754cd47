import { describe, expect, test } from 'vitest'
import { type PlannedCommands, planArms } from '../../../src/bench/command/plan-arms.ts'
import { scanParameter } from '../../../src/bench/index.ts'

const plain: PlannedCommands = {
  commands: ['a'],
  names: [],
  parameters: [],
  prepare: [],
  conclude: [],
  setup: null,
  cleanup: null,
}
const planned = (changes: Partial<PlannedCommands>) => planArms({ ...plain, ...changes })
const list = (name: string, ...values: string[]) => ({ name, values })

describe('the arms of a request', () => {
  test('are every command with every combination, the first parameter changing fastest', () => {
    const arms = planned({
      commands: ['x {n} {m}', 'y {n}{m}'],
      parameters: [list('n', '1', '2'), scanParameter('m', ['0.5', '1', '0.5'])],
    })
    expect(arms.map(({ command }) => command)).toEqual([
      'x 1 0.5',
      'x 2 0.5',
      'x 1 1.0',
      'x 2 1.0',
      'y 10.5',
      'y 20.5',
      'y 11.0',
      'y 21.0',
    ])
  })

  test('fill all their texts', () => {
    const [arm] = planned({
      commands: ['run'],
      parameters: [list('f', 'z')],
      setup: 's {f}',
      prepare: ['p {f}'],
      conclude: ['c {f} {other}'],
      cleanup: 'r {f}',
    })
    expect(arm).toMatchObject({ setup: 's z', prepare: 'p z', conclude: 'c z {other}', cleanup: 'r z' })
  })

  test.each([
    ['the command line', {}, ['a']],
    ['the name', { names: ['fast'] }, ['fast']],
    [
      'values that the name holds',
      { names: ['n{n}'], commands: ['a {n}'], parameters: [list('n', '1', '2')] },
      ['n1', 'n2'],
    ],
    [
      'values that it does not hold, behind it',
      { setup: 'checkout {ref}', parameters: [list('ref', 'main', 'mine')] },
      ['a (ref=main)', 'a (ref=mine)'],
    ],
    ['a number where it is the same', { commands: ['a', 'b', 'a'] }, ['a', 'b', 'a (2)']],
  ])('are called by %s', (_, changes, names) => {
    expect(planned(changes).map(({ name }) => name)).toEqual(names)
  })

  test('have one --prepare for all, or one each', () => {
    const of = (...prepare: string[]) => planned({ commands: ['a', 'b'], prepare }).map((arm) => arm.prepare)
    expect([of(), of('p'), of('p', 'q')]).toEqual([
      [null, null],
      ['p', 'p'],
      ['p', 'q'],
    ])
  })
})

test.each([
  [
    'three --prepare for two',
    { commands: ['a', 'b'], prepare: ['1', '2', '3'] },
    '--prepare is given 3 times for 2 commands',
  ],
  ['two --conclude for one', { conclude: ['1', '2'] }, '--conclude is given 2 times for one command'],
  ['a parameter that no text holds', { parameters: [list('n', '1')] }, 'no command holds {n}'],
  [
    'a parameter twice',
    { commands: ['{n}'], parameters: [list('n', '1'), list('n', '2')] },
    'The parameter n is given twice',
  ],
])('%s is refused', (_, changes, sentence) => {
  expect(() => planned(changes)).toThrow(
    expect.objectContaining({ exitCode: 2, sentence: expect.stringContaining(sentence) }),
  )
})

test.each([
  [
    ['1', '3'],
    ['1', '2', '3'],
  ],
  [
    ['0', '1', '0.25'],
    ['0.00', '0.25', '0.50', '0.75', '1.00'],
  ],
  [
    ['3', '1', '-1'],
    ['3', '2', '1'],
  ],
  [['5', '5'], ['5']],
] as const)('a scan from and to %s', (range, values) => {
  const [from, to, step] = range
  expect(scanParameter('n', step === undefined ? [from, to] : [from, to, step]).values).toEqual(values)
})

test.each([
  ['1', '0', '1'],
  ['0', '1', '0'],
  ['0', '1e5', '1'],
  ['0', '10000', '1'],
] as const)('a scan from %s to %s by %s is refused', (from, to, step) => {
  expect(() => scanParameter('n', [from, to, step])).toThrow(
    expect.objectContaining({
      exitCode: 2,
      sentence: `The parameter n cannot go from ${from} to ${to} by ${step}.`,
    }),
  )
})
