import { describe, expect, test } from 'vitest'
import { assertJudgeable } from '../../../src/commands/loadtest/judgeable.ts'
import { parseSlo } from '../../../src/core/index.ts'
import type { LoadPlan } from '../../../src/traffic/index.ts'
import { closed, open, planTo, requests } from '../../load/planned.ts'

function judge(text: string, plan: LoadPlan, isSearch = false): void {
  const terms = parseSlo(text)
  if (!terms.ok) throw new Error(terms.problem)
  assertJudgeable(terms.value, plan, isSearch)
}

const plan = planTo('http://127.0.0.1:1', open(10, 5), { requests: requests('/login', '/scan') })
const users = planTo('http://127.0.0.1:1', closed(2))

describe('a limit that no run could be judged by is refused before anything is sent:', () => {
  test.each([
    ['p95[/logn]<1s', plan, 'there is no request called /logn', 'Did you mean /login?'],
    ['p95[other]<1s', plan, 'there is no request called other', 'Name one of /login, /scan.'],
    ['lag<10ms', users, 'users who wait for their answers are never late', 'Give a --rate, or leave it out.'],
    [
      'p95<1s over 10s',
      plan,
      'its window is longer than the run',
      'Give a longer --duration, or a shorter window.',
    ],
  ])('%s', (text, over, because, hint) => {
    expect(() => judge(text, over)).toThrow(
      expect.objectContaining({
        sentence: `The limit ${JSON.stringify(text)} cannot be judged: ${because}.`,
        hint,
        exitCode: 2,
      }),
    )
  })
})

test.each([
  ['p95[/login]<1s, errors<1%, lag<10ms, p99<2s over 5s', plan, false],
  ['p95<1s, errors<1%', users, false],
  ['p95<1s over 10s', plan, true],
])('%s can be judged', (text, over, isSearch) => {
  expect(() => judge(text, over, isSearch)).not.toThrow()
})
