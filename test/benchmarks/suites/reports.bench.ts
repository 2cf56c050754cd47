import { suite } from 'lewis-perf/bench'
import type { Envelope } from '../../../src/core/index.ts'
import { formats, type Look, plainColour, type Reporter } from '../../../src/report/index.ts'

// How long a result takes to be shown.

const look: Look = { width: 80, unicode: true, colour: plainColour, verbose: true, quiet: false }

const result: Envelope = {
  schema: 'lewis-perf/1',
  command: 'bench',
  input: {},
  status: 'warn',
  exitCode: 0,
  interrupted: false,
  error: null,
  startedAt: '2026-01-02T03:04:05.000Z',
  durationMs: 1500,
  tool: { name: 'lewis-perf', version: '1.2.3', node: '20.19.0' },
  machine: null,
  profile: null,
  data: null,
  headline: 'Twenty findings and a table of a hundred rows.',
  findings: Array.from({ length: 20 }, (_, index) => ({
    id: 'disk.space',
    instance: `/mnt/${index}`,
    title: 'A disk fills up',
    status: index % 3 === 0 ? ('warn' as const) : ('pass' as const),
    because: 'it is 91 % full',
    evidence: { used: { value: 0.91, unit: 'ratio' as const } },
  })),
  tables: [
    {
      title: 'Disks',
      columns: [
        { key: 'disk', title: 'Disk' },
        { key: 'used', title: 'Used', align: 'right' },
      ],
      rows: Array.from({ length: 100 }, (_, index) => [
        `/mnt/${index}`,
        { value: index * 1e9, unit: 'bytes' },
      ]),
    },
  ],
  warnings: ['One disk could not be read.'],
}

suite('reports', async ({ bench }) => {
  for (const { name, load } of formats.filter(({ name: one }) =>
    ['table', 'markdown', 'json', 'html'].includes(one),
  )) {
    const reporter: Reporter = await load()
    bench(name, () => [...reporter([result], look)].join('').length)
  }
})
