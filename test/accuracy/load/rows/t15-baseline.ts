import { startGroundTruth } from '../../../servers/ground-truth/index.ts'
import { freePort } from '../../../servers/program.ts'
import { lewisPerf, withFolder } from '../own-tool.ts'
import type { Row } from '../suite.ts'

const pairs = 20
const lanes = 4
/** Its 99th percentile needs 500 requests. */
const rate = 150
/** Long enough that one stutter of the machine leaves a run decided. */
const seconds = 20

/** Whether a comparison with an earlier run says what changed, and nothing else. */
export const baseline: Row = {
  id: 'T15',
  title: `--baseline, ${pairs} times the same server and ${pairs} times one 10 % slower`,
  accept: 'at most 1 false alarm; at least 19 found',
  isRepeated: false,
  seconds: (pairs / lanes) * 3 * (seconds + 2),
  async run({ seed, progress }) {
    const { output } = await lewisPerf(['loadtest', '--help'])
    if (!output.includes('--baseline')) return { checks: [], notRun: 'no --baseline' }
    const codes: [same: number | null, slower: number | null][] = []
    for (let first = 0; first < pairs; first += lanes) {
      progress(`pairs ${first + 1} to ${first + lanes} of ${pairs}`)
      codes.push(
        ...(await Promise.all(
          Array.from({ length: lanes }, (_, lane) => compare(seed + 10 * (first + lane))),
        )),
      )
    }
    // Not worse, worse, or not decided.
    const isVerdict = (code: number | null): boolean => code === 0 || code === 1 || code === 4
    return {
      checks: [
        {
          name: 'false alarms',
          unit: '',
          isExact: true,
          measured: codes.filter(([same]) => same === 1).length,
          atMost: 1,
        },
        {
          name: 'found',
          unit: '',
          isExact: true,
          measured: codes.filter(([, slower]) => slower === 1).length,
          atLeast: pairs - 1,
        },
        {
          name: 'could not be compared',
          unit: '',
          isExact: true,
          measured: codes.flat().filter((code) => !isVerdict(code)).length,
          atMost: 0,
        },
      ],
      notes: {
        'exit codes': codes.map((both) => both.join('/')).join(' '),
        'same server, not decided': codes.filter(([same]) => same === 4).length,
      },
    }
  },
}

/** Exit codes of a comparison with the same server, and with one that takes 22 ms in place of 20, at the same address. */
async function compare(seed: number): Promise<[number | null, number | null]> {
  return withFolder(async (folder) => {
    const port = await freePort()
    const measure = async (ms: number, more: readonly string[], number: number) => {
      const server = await startGroundTruth({ kind: 'constant', ms, mayBeLate: true }, port)
      try {
        const model = [
          '--rate',
          `${rate}/s`,
          '--duration',
          `${seconds}s`,
          '--seed',
          String(seed + number),
          '-q',
        ]
        return (await lewisPerf(['loadtest', server.url, ...model, ...more], folder)).code
      } finally {
        await server.stop()
      }
    }
    await measure(20, ['-o', 'base.json'], 0)
    return [
      await measure(20, ['--baseline', 'base.json'], 1),
      await measure(22, ['--baseline', 'base.json'], 2),
    ]
  })
}
