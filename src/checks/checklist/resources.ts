import type { Finding } from '../../core/index.ts'
import { byFindings, sentence } from './by-findings.ts'
import type { Answer, Item } from './item.ts'

const resourceChecks = {
  CPU: ['cpu.utilization', 'cpu.pressure', 'cpu.run-queue', 'cpu.load', 'cpu.throttled'],
  memory: ['mem.available', 'mem.pressure', 'mem.cgroup-usage', 'mem.oom-kill'],
  disk: ['disk.space', 'disk.inodes', 'disk.await', 'disk.pressure'],
} as const

/** Enough of all three resources, by the checks that tell of too little. */
export const resources: Item = {
  item: 'Configure adequate system resources (CPU, RAM, Disk)',
  checks: Object.values(resourceChecks).flat(),
  judge({ findings }) {
    const answers = Object.entries(resourceChecks).map(([name, ids]) => ({
      name,
      ...answerOf(findings.filter(({ id }) => ids.some((known) => known === id))),
    }))
    const short = answers.filter(({ answer }) => answer === 'fail')
    if (short.length > 0) return { answer: 'fail', because: short.map(({ because }) => because).join(' ') }
    const unknown = answers.filter(({ answer }) => answer !== 'pass').map(({ name }) => name)
    if (unknown.length > 0)
      return {
        answer: 'unknown',
        because: `Whether there is enough of ${unknown.join(' and ')} could not be told.`,
      }
    return { answer: 'pass', because: answers.map(({ because }) => because).join(' ') }
  },
}

/** The worst finding of one resource, or the first that is fine. */
function answerOf(findings: readonly Finding[]): Answer {
  const answer = byFindings(findings) ?? { answer: 'unknown', because: '' }
  if (answer.answer === 'unknown') return answer
  const told =
    findings.find(({ status }) => status === 'fail') ??
    findings.find(({ status }) => status === 'warn') ??
    findings.find(({ status }) => status === 'pass' || status === 'info')
  return told === undefined ? answer : { ...answer, because: sentence(told) }
}
