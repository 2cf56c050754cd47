import { expect, it } from 'vitest'
import { defineCheck, groups } from '../../src/checks/define-check.ts'
import { factsWith } from './ranking/samples.ts'

const check = defineCheck({
  id: 'cpu.sample',
  group: 'cpu',
  resource: 'cpu',
  role: 'config',
  title: 'A sample',
  meaning: 'It matters.',
  reads: '/proc/uptime',
  source: 'a test',
  needs: ['uptimeSeconds'],
  uses: ['meminfo'],
  evaluate({ facts, windowSeconds, thresholds }) {
    // @ts-expect-error: a fact that the check does not name cannot be read.
    void facts.vmstat
    const used = facts.meminfo.known ? 1 : 0
    return { value: facts.uptimeSeconds.last + windowSeconds + used, because: thresholds.unit, evidence: {} }
  },
  advice: [],
})

it('a check is its data, and hands facts, window and limits to its rule', () => {
  expect(check).toMatchObject({ id: 'cpu.sample', needs: ['uptimeSeconds'], uses: ['meminfo'] })
  const seen = {
    facts: factsWith({ uptimeSeconds: 10, meminfo: {} }),
    windowSeconds: 3,
    thresholds: { unit: 'seconds', direction: 'above' } as const,
  }
  expect(check.evaluate(seen)).toEqual({ value: 14, because: 'seconds', evidence: {} })
})

it('groups are in the order of the screen', () => {
  expect(groups.slice(0, 3)).toEqual(['cpu', 'memory', 'disk'])
})
