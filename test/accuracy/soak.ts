import { machineLine } from '../benchmarks/harness/result.ts'
import { nginx } from '../servers/nginx.ts'
import { endChildren } from './load/children.ts'
import { loadtest, ownNotes } from './load/own-tool.ts'
import { checksTable, judgeRow, notesTable } from './load/report.ts'
import { bodiesOf1Mb, growthMb, memory } from './load/rows/t14-memory.ts'
import type { Row } from './load/suite.ts'

/** Whether memory stays flat over a long run: ten minutes of large bodies, then ten million requests. Exit code 0 where it does, else 1. */
const tenMillion = 10_000_000

const large: Row = {
  ...memory,
  title: '500/s with bodies of 1 MB, 10 min',
  seconds: 604,
  run: ({ seed }) => bodiesOf1Mb(600, seed),
}
const many: Row = {
  id: 'T14',
  title: 'ten million requests, 50 users, nginx',
  accept: 'resident memory grows by less than 20 MB; every request answered',
  isRepeated: false,
  seconds: 240,
  async run() {
    const server = await nginx.start()
    try {
      const run = await loadtest([
        `${server.url}/ok`,
        '--users',
        '50',
        '--requests',
        String(tenMillion),
        '--duration',
        '1h',
      ])
      return {
        checks: [
          { name: 'growth of resident memory', unit: 'MB', measured: growthMb(run), atMost: 20 },
          {
            name: 'answered',
            unit: 'requests',
            measured: run.data.counts.ok,
            atLeast: tenMillion,
            isExact: true,
          },
        ],
        notes: {
          'peak MB': Math.max(...run.residentBytes) / 1e6,
          'requests/s': run.data.ratePerSecond,
          ...ownNotes(run),
        },
      }
    } finally {
      await server.stop()
    }
  },
}

process.once('SIGINT', endChildren).once('SIGTERM', endChildren)
console.log(machineLine())
const judged = []
for (const row of [large, many]) {
  console.error(`${row.title}: about ${Math.ceil(row.seconds / 60)} minutes`)
  const measured = await row.run({ seed: 1, progress() {} })
  judged.push(judgeRow({ row, repetitions: [measured], faults: [] }, 0))
}
console.log(`${notesTable(judged)}\n\n${checksTable(judged)}\n\n${machineLine()}`)
process.exitCode = judged.every(({ verdict }) => verdict === 'pass') ? 0 : 1
