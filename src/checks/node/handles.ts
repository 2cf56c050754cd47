import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { ofProcess, onlyAttached } from './only-attached.ts'
import { risingTrend } from './rising-trend.ts'

/** With fewer even a number that only ever grows could be chance. */
const fewestSamples = 25
const surely = 1e-7

export const nodeHandles = defineCheck({
  id: 'node.handles',
  group: 'node',
  resource: 'processes',
  role: 'errors',
  title: 'Handles of the Node process',
  meaning:
    'Whether the sockets, timers and other active resources of a Node process grow in number and do not come down again: a leak. Each kind is put to a sign test: of its changes so many have to be increases that chance would do it once in ten million times.',
  reads: 'process.getActiveResourcesInfo, through the inspector',
  source: 'Clinic Doctor: sign test, p below 1e-7',
  needs: ['nodeRuntime'],
  absentMeans: onlyAttached,
  worst: 'warn',
  evaluate({ facts }) {
    const runtime = facts.nodeRuntime.last
    const { resources } = runtime
    if (resources.length < fewestSamples)
      return {
        unknown: `A trend needs ${fewestSamples} looks at the active resources, and there were ${resources.length}: watch for longer with --window.`,
      }
    const kinds = [...new Set(resources.flatMap(({ counts }) => Object.keys(counts)))]
    const [worst] = kinds
      .map((kind) => {
        const series = resources.map(({ counts }) => counts[kind] ?? 0)
        return { kind, from: series[0] ?? 0, to: series.at(-1) ?? 0, ...risingTrend(series) }
      })
      .toSorted((a, b) => a.p - b.p)
    const about = ofProcess(runtime)
    if (worst === undefined || worst.p >= surely)
      return {
        ...about,
        value: null,
        status: 'pass',
        because: 'No kind of handle grew all the time.',
        evidence: { ...about.evidence, looks: quantity(resources.length, 'count') },
      }
    return {
      ...about,
      instance: worst.kind,
      value: null,
      status: 'warn',
      because: `The number of ${worst.kind} went from ${formatQuantity(worst.from)} to ${formatQuantity(worst.to)}, up in ${formatQuantity(worst.rises)} of ${formatQuantity(worst.changes)} changes: it looks like a leak.`,
      evidence: {
        ...about.evidence,
        from: quantity(worst.from, 'count'),
        to: quantity(worst.to, 'count'),
        'chance of it': quantity(worst.p, 'ratio'),
      },
    }
  },
  advice: [
    {
      text: 'See what is open: the same remote address or file over and over points to what is never closed.',
      command: 'lsof -n -p {pid} | tail -n 40',
      risk: 'none',
    },
    {
      text: 'See which objects grow in number, and what keeps them.',
      command: 'lewis-perf diagnose process {pid} --attach --heap=snapshot',
      risk: 'none',
    },
  ],
})
