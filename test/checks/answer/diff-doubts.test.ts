import { expect, it } from 'vitest'
import { diffResults } from '../../../src/checks/answer/index.ts'
import { envelope } from '../../report/envelopes.ts'

const saved = (version: string, day: string) =>
  envelope({
    command: 'diagnose',
    startedAt: `2026-01-${day}T00:00:00.000Z`,
    tool: { name: 'lewis-perf', version, node: '20.19.0' },
  })
const swapped = 'The first file is the newer one, of 2026-01-02T00:00:00.000Z: give the old one first.'
const otherVersion = (old: string, young: string) =>
  `The results are of lewis-perf ${old} and then ${young}: a check may have changed in between.`

it.each([
  ['of one version in their order is none', saved('1.0.0', '01'), saved('1.0.0', '02'), []],
  ['where they are swapped', saved('1.0.0', '02'), saved('1.0.0', '01'), [swapped]],
  ['of two versions', saved('1.0.0', '01'), saved('1.1.0', '02'), [otherVersion('1.0.0', '1.1.0')]],
  ['of both', saved('1.1.0', '02'), saved('1.0.0', '01'), [swapped, otherVersion('1.1.0', '1.0.0')]],
])('a doubt about two results %s', (_, before, after, warnings) => {
  expect(diffResults(before, after, {}).warnings).toEqual(warnings)
})
