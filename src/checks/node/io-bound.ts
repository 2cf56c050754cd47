import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { ofProcess, onlyAttached } from './only-attached.ts'

/** Below it a process has no work, and nothing can be said of what it waits for. */
const idleCores = 0.05

export const nodeIoBound = defineCheck({
  id: 'node.io-bound',
  group: 'node',
  resource: 'processes',
  role: 'utilization',
  title: 'CPU use of the Node process',
  meaning:
    'Whether a Node process under load uses its CPU. Where 90 % of the parts of the window use less than nine tenths of a core, answers are slow because it waits: for a database, another service or a disk. Without load it means nothing.',
  reads: 'process.cpuUsage, through the inspector',
  source: 'Clinic Doctor: 90th percentile below 90 % of a core',
  needs: ['nodeRuntime'],
  absentMeans: onlyAttached,
  thresholds: { unit: 'cores', direction: 'below', warn: 0.9 },
  worst: 'info',
  evaluate({ facts, thresholds }) {
    const runtime = facts.nodeRuntime.last
    const cores = ninetiethPercentile(runtime.cpuCores)
    if (cores === null) return { unknown: 'The process did not tell how much CPU it uses.' }
    const about = ofProcess(runtime)
    const told = formatQuantity(Math.round(cores * 100) / 100, 'cores')
    const evidence = {
      ...about.evidence,
      'CPU, 90th percentile': quantity(cores, 'cores'),
      parts: quantity(runtime.cpuCores.length, 'count'),
    }
    if (cores < idleCores)
      return { ...about, value: null, status: 'pass', because: 'It had next to nothing to do.', evidence }
    return {
      ...about,
      value: cores,
      because: `It used up to ${told}${cores > (thresholds.warn ?? 0) ? '.' : ': under load that means that it waits for others.'}`,
      evidence,
    }
  },
  advice: [
    {
      text: 'Where it was under load, look downstream: at its database, at other services, at the disk.',
      command: 'lewis-perf diagnose',
      risk: 'none',
    },
  ],
})

/** The value that nine tenths of them do not exceed. */
function ninetiethPercentile(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.9) - 1] ?? null
}
