import { setTimeout as pause } from 'node:timers/promises'
import { ownNotes, startLoadtest } from '../own-tool.ts'
import { withTruth } from '../rival-runs.ts'
import type { Row } from '../suite.ts'

const stallMs = 300

/** The generator itself is stopped for a while: it has to say so. */
export const generatorStall: Row = {
  id: 'T9',
  title: 'the generator stopped for 300 ms',
  accept:
    'send lag >= 200 ms, in the latency from the due time too; the run is flagged, and fails under --strict',
  isRepeated: false,
  seconds: 8,
  async run({ seed }) {
    return withTruth({ kind: 'constant', ms: 5, mayBeLate: true }, async (server) => {
      const model = [
        '--rate',
        '100/s',
        '--duration',
        '6s',
        '--slo',
        'p50<10s',
        '--strict',
        '--seed',
        String(seed),
      ]
      const { child, finished } = startLoadtest([server.url, ...model])
      await server.seen(200)
      child.kill('SIGSTOP')
      await pause(stallMs)
      child.kill('SIGCONT')
      const run = await finished
      const { sendLag, fromDue, fromSend } = run.data.latency
      const exact = { isExact: true, unit: 'ms' }
      return {
        checks: [
          { ...exact, name: 'longest send lag', measured: (sendLag?.maxSeconds ?? 0) * 1000, atLeast: 200 },
          {
            ...exact,
            name: 'longest latency from the due time',
            measured: (fromDue?.maxSeconds ?? 0) * 1000,
            atLeast: 200,
          },
          {
            ...exact,
            name: 'flagged',
            unit: '',
            measured: run.data.validity.verdict === 'valid' ? 0 : 1,
            atLeast: 1,
          },
          { ...exact, name: 'exit code', unit: '', measured: run.code ?? Number.NaN, atLeast: 1, atMost: 3 },
        ],
        notes: {
          ...ownNotes(run),
          'p99 from sending ms': fromSend.p99Seconds * 1000,
          because: run.data.validity.reasons.join(' '),
        },
      }
    })
  },
}
