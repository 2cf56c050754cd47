import { expect, it } from 'vitest'
import type { AnswerInput } from '../../../src/checks/answer/index.ts'
import { judged } from '../ranking/samples.ts'
import { answerFor, host } from './hosts.ts'

const skipped = (was: 'pass' | 'fail') => ({
  host: 'web1',
  id: 'cpu.load',
  instance: null,
  reason: 'known',
  until: null,
  was,
})
const known = { host: 'web1', id: 'cpu.iowait', instance: null, was: 'warn' } as const
const denied = judged({
  id: 'krn.kmsg',
  status: 'unknown',
  because: '/dev/kmsg may not be read by this user: run as root to see it.',
})

it.each<[string, Partial<AnswerInput>, string]>([
  ['warnings and failures that are skipped', { skipped: [skipped('fail'), skipped('pass')] }, '1 skipped.'],
  ['what is accepted', { accepted: [known, known] }, '2 accepted.'],
  ['what root would add', { hosts: [host('web1', [denied])] }, '1 needs root.'],
  ['of several', { hosts: [host('web1', [denied, denied])] }, '2 need root.'],
  ['nothing that is fine', { skipped: [skipped('pass')] }, 'chronyc.'],
])('the screen says of %s', (_, changes, words) => {
  const { hosts = [host('web1', [judged({ id: 'cpu.load', status: 'pass' })])], ...others } = changes
  expect(answerFor(hosts, others).tables[0]?.title).toMatch(new RegExp(`${words}$`))
})
