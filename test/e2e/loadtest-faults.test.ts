import { afterAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import type { LoadtestData } from '../../src/traffic/index.ts'
import { describeWithPrograms } from '../servers/describe-with.ts'
import { type FaultServer, startFault } from '../servers/faults/index.ts'
import { installed, lewisPerf, run } from './installed.ts'

type Result = Envelope<LoadtestData>

const running: FaultServer[] = []
afterAll(() => Promise.all(running.map((server) => server.stop())))
async function urlOf(name: string): Promise<string> {
  const server = await startFault(name)
  running.push(server)
  return `http://127.0.0.1:${server.port}`
}

/** Says the peak of the memory when the process ends, and nothing else. */
const peak = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'\\n'))`

describe('a body of a gigabyte is counted and kept nowhere', () => {
  test.each<[string, string[]]>([
    ['huge-body', []],
    ['h2-huge-body', ['--http2']],
  ])('%s', async (name, more) => {
    const { output, errors } = await run(process.execPath, [
      ...['--import', peak, installed, 'loadtest', await urlOf(name), '--users', '1', '--requests', '1'],
      ...['--timeout', '25s', '--json', ...more],
    ])
    const { data }: Result = JSON.parse(output)
    expect(data.counts).toMatchObject({ sent: 1, ok: 1, failed: {} })
    expect(data.bytesReceived).toBeGreaterThanOrEqual(1e9)
    const kilobytes = Number(/peak (\d+)/.exec(errors)?.[1])
    expect(kilobytes).toBeGreaterThan(20_000)
    expect(kilobytes).toBeLessThan(250_000)
  })

  test('and given up when its time is over', async () => {
    const { output } = await lewisPerf([
      'loadtest',
      await urlOf('slow-body'),
      '--users',
      '2',
      '--requests',
      '4',
      '--timeout',
      '300ms',
      '--json',
    ])
    expect((JSON.parse(output) as Result).data.counts).toMatchObject({ sent: 4, timedOut: 4 })
  })
})

test('a name that nobody knows is told of as such', async () => {
  const { code, output } = await lewisPerf([
    ...['loadtest', 'http://no-such-name.invalid/', '--allow', 'no-such-name.invalid'],
    ...['--users', '3', '--duration', '1s', '--json'],
  ])
  const { data, findings }: Result = JSON.parse(output)
  expect(code).toBe(1)
  expect(data.counts.failed).toEqual({ dns: data.counts.sent })
  expect(data.failures.dns?.example).toMatch(/no-such-name\.invalid/)
  expect(findings.map(({ id }) => id)).toContain('nothing-answered')
})

const isRoot = process.getuid?.() === 0

/** Eight local ports, a server that answers after 20 ms, and the command, in a network of their own. */
function fewPorts(...args: string[]): string {
  const server = `require('http').createServer((q,s)=>setTimeout(()=>s.end('ok'),20)).listen(8000,'127.0.0.1',()=>console.log('up'))`
  const command = [process.execPath, installed, 'loadtest', 'http://127.0.0.1:8000/', ...args, '--json'].join(
    ' ',
  )
  return `ip link set lo up && echo 40000 40007 > /proc/sys/net/ipv4/ip_local_port_range || exit 9
exec 3>&1; coproc SERVER { exec ${process.execPath} -e "${server}"; }; read -r up <&"\${SERVER[0]}"
${command} >&3; kill $SERVER_PID; wait`
}

describeWithPrograms(['ip', 'unshare', 'bash'], 'where local ports run out', () => {
  test.skipIf(!isRoot)(
    'connections that stand go on, and new ones are tried a few times a second',
    async () => {
      const args = ['--users', '30', '--duration', '2s']
      const { output, errors } = await run('unshare', ['--net', 'bash', '-c', fewPorts(...args)])
      expect(errors).not.toMatch(/error:/)
      const { data }: Result = JSON.parse(output)
      expect(data.validity.verdict).toBe('invalid')
      expect(data.validity.reasons[0]).toMatch(/ran out of local ports/)
      const exhausted = data.counts.failed['ports-exhausted'] ?? 0
      expect(exhausted).toBeGreaterThan(0)
      expect(exhausted).toBeLessThan(150)
      expect(data.counts.failed).toEqual({ 'ports-exhausted': exhausted })
      // Eight connections that carry up to 50 a second each.
      expect(data.counts.ok).toBeGreaterThan(100)
      expect(data.durationSeconds).toBe(2)
    },
  )
})
