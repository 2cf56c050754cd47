import { formatQuantity } from '../../report/index.ts'
import { sentence } from './by-findings.ts'
import type { Item } from './item.ts'

/** The guide asks for swap space; the checks ask that it is not needed. Both are told, and the checks win. */
export const swap: Item = {
  item: 'Enable swap space for memory overflow',
  checks: ['mem.swap-io', 'mem.swap-used', 'mem.swappiness'],
  judge({ findings, facts: { meminfo } }) {
    const total = meminfo.known ? meminfo.last['SwapTotal'] : undefined
    if (total === undefined)
      return { answer: 'unknown', because: 'How much swap space there is could not be read.' }
    const guide =
      total > 0
        ? `The guide asks for swap space, and there are ${formatQuantity(total, 'bytes')} of it.`
        : 'The guide asks for swap space, and there is none.'
    // A setting is at worst information, which is all that the check of swappiness can say.
    const against = findings.filter(
      ({ id, status }) =>
        status === 'fail' || status === 'warn' || (status === 'info' && id === 'mem.swappiness'),
    )
    const reasons = against.map((finding) => `${finding.id} disagrees, and wins: ${sentence(finding)}`)
    return {
      answer: total > 0 && against.length === 0 ? 'pass' : 'fail',
      because: [guide, ...reasons].join(' '),
    }
  },
}

/** The guide asks for frequency scaling; the check asks for the governor that scales least. Both are told, and the check wins. */
export const cpuFrequency: Item = {
  item: 'Enable CPU frequency scaling',
  checks: ['cpu.governor'],
  judge({ findings, facts: { cpuFrequency } }) {
    if (!cpuFrequency.known) {
      if (cpuFrequency.reason === 'absent')
        return {
          answer: 'manual',
          because:
            'Which governor has the host of this machine? It does not scale its frequency itself, as is usual in a virtual machine.',
        }
      return { answer: 'unknown', because: `${cpuFrequency.path} could not be read.` }
    }
    const governors = [...new Set(cpuFrequency.last.map(({ governor }) => governor))].join(', ')
    const guide = `The guide asks for frequency scaling, and it is on (governor ${governors}).`
    const against = findings.filter(({ status }) => status !== 'pass' && status !== 'not-applicable')
    const [first] = against
    if (first === undefined && findings.length > 0)
      return { answer: 'pass', because: `${guide} cpu.governor agrees: it keeps the frequency high.` }
    if (first === undefined || first.status === 'unknown')
      return { answer: 'unknown', because: `${guide} Whether the governor suits a server was not judged.` }
    return { answer: 'fail', because: `${guide} cpu.governor disagrees, and wins: ${sentence(first)}` }
  },
}
