import { expect, test } from 'vitest'
import { watchDisturbances } from '../../../src/bench/gate/disturbances.ts'
import { literalFiles } from '../../worlds.ts'

/** The kernel's texts before and after. */
function said(before: Record<string, string>, after: Record<string, string>): string[] {
  let texts = before
  const files = {
    ...literalFiles({}),
    kernelText: (path: string) => literalFiles(texts).kernelText(path),
  }
  const disturbances = watchDisturbances({ files }, 2)
  texts = after
  return disturbances()
}

const calm = {
  '/proc/stat': 'cpu  100 0 50 800 10 0 0 40 0 0\n',
  '/proc/loadavg': '2.90 1 1 1/100 7\n',
  '/sys/fs/cgroup/cpu.stat': 'usage_usec 9\nnr_throttled 4\n',
}
const later = { ...calm, '/proc/stat': 'cpu  160 0 60 900 10 0 0 43 0 0\n' }

test('a quiet machine disturbs nothing', () => {
  expect(said(calm, later)).toEqual([])
})

test.each([
  ['/proc/stat', 'cpu  160 0 60 900 10 0 0 70 0 0\n', /^The hypervisor gave 15 % of the CPU time/],
  ['/sys/fs/cgroup/cpu.stat', 'nr_throttled 9\n', /held it back 5 times/],
  ['/proc/loadavg', '3.10 1 1 1/100 7\n', /^The load average was 3\.1 on 2 cores/],
])('what %s tells of is said', (path, text, sentence) => {
  expect(said(calm, { ...later, [path]: text })).toEqual([expect.stringMatching(sentence)])
})

test('a machine that tells nothing is not called disturbed', () => {
  expect(said({}, {})).toEqual([])
})
