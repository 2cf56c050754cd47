import { expect, test } from 'vitest'
import { openSources } from '../../../src/monitor/index.ts'
import { realWorld } from '../../probes/collect/real-world.ts'
import { only, told } from './look-at.ts'

test('the monitor tells what it costs itself, and how late it is', async () => {
  const clock = { ms: 0 }
  const world = { ...realWorld, clock: { epochMs: () => 0, monotonicMs: () => clock.ms } }
  const source = only(await openSources(world, [{ kind: 'self' }]))
  const first = await told(source, { lateSeconds: 0.25, skipped: 3 })
  expect(first.values).toMatchObject({ 'self.cpu': null, 'self.lag': 0.25, 'self.skipped': 3 })
  expect(first.values['self.memory']).toBeGreaterThan(10e6)
  const before = process.cpuUsage()
  const spentSeconds = (): number => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  while (spentSeconds() < 0.1);
  clock.ms = 1000
  const { values } = await told(source)
  expect(values['self.cpu']).toBeGreaterThanOrEqual(0.1)
  expect(values['self.cpu']).toBeLessThanOrEqual(spentSeconds() + 0.1)
})
