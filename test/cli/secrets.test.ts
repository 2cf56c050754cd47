import { expect, test } from 'vitest'
import { literalFiles } from '../worlds.ts'
import { run, workload } from './run-main.ts'

const secret = 'hunter2'
const profile = `unitCosts:
  source: curl https://me:${secret}@host/costs with token=${secret}
  cpuSecondsPerScan: 36
  memoryPerUser: 80MiB
  baseMemory: 2GiB
  gbPerDay: 1
  mbitPerScan: 1
prices: { currency: EUR, period: month, cpuCore: 1, source: "Authorization: Bearer ${secret}${secret}" }
`

test.each([
  [['report', `https://me:${secret}@host/x.json`]],
  [['size', `--api-token=${secret}`]],
  [['size', ...workload, '--profile', `https://me:${secret}@host/p.yaml`]],
  [['--profile', `https://me:${secret}@host/p.yaml`, 'size', '--bad']],
  [['size', ...workload, '--profile', '/p.yaml', '-v']],
])('no secret comes out of lewis-perf %j', async (argv) => {
  for (const format of ['table', 'json', 'markdown', 'csv', 'junit', 'github', 'html', 'svg']) {
    const files = literalFiles({ '/p.yaml': profile })
    const { output, errors } = await run([...argv, '--format', format], { files })
    expect(output + errors).not.toContain(secret)
  }
})

test('the command of an error envelope is the command, not a value before it', async () => {
  const { output } = await run(['--profile', 'lewis', 'size', '--bad', '--json'])
  expect(JSON.parse(output)).toMatchObject({ command: 'size' })
})
