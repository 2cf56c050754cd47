import { expect, test } from 'vitest'
import { createAlerts } from '../../src/alerting/index.ts'
import { type Reading, rule, tickOf } from './ticks.ts'

/** How many seconds each episode takes to resolve: it fires at the given second and is fine from the next on. */
function waits(starts: readonly number[]): number[] {
  const delay = { downSeconds: 10, multiplier: 2, maximumSeconds: 35 }
  const alerts = createAlerts([rule({ above: '10', delay })])
  const end = Math.max(...starts) + 60
  const resolved = Array.from(
    { length: end },
    (_, second): Reading => [second, starts.includes(second) ? 11 : 9],
  )
    .flatMap((reading) =>
      alerts.evaluate(tickOf(reading)).transitions.map(({ state }) => [reading[0], state] as const),
    )
    .filter(([, state]) => state === 'resolved')
    .map(([second]) => second)
  return resolved.map((second, index) => second - (starts[index] ?? 0) - 1)
}

test('a delay grows each time the alert is back soon, up to its maximum', () => {
  expect(waits([0, 20, 50, 100])).toEqual([10, 20, 35, 35])
})

test('a delay is as long as at first once the alert has been over for its maximum', () => {
  // Over at 11 and at 41: 34 seconds later is soon, 35 are not.
  expect(waits([0, 45])).toEqual([10, 20])
  expect(waits([0, 46])).toEqual([10, 10])
  expect(waits([0, 20, 76])).toEqual([10, 20, 10])
})
