import { describe, expect, it } from 'vitest'
import type { Ran, RunRequest, Snapshot } from '../../../src/core/index.ts'
import { literalFiles } from '../../worlds.ts'
import { diagnose } from './run-diagnose.ts'

const snapshot = (changes: Partial<Snapshot> = {}): string =>
  JSON.stringify({
    schema: 'lewis-perf/facts/1',
    host: 'box',
    samples: [{ atMs: 1, files: { '/proc/loadavg': '1.00 2.00 3.00 4/5 6\n' }, commands: {} }],
    ...changes,
  })

describe('a file of facts that is none is a mistake', () => {
  it.each([
    ['{"schema', 'is not JSON.'],
    ['', 'is not JSON.'],
    ['[]', 'is not a snapshot.'],
    [
      snapshot().replace('facts/1', 'facts/2'),
      'has schema "lewis-perf/facts/2" where lewis-perf/facts/1 is needed.',
    ],
    [
      '{"schema":"lewis-perf/1","command":"diagnose"}',
      'has schema "lewis-perf/1" where lewis-perf/facts/1 is needed.',
    ],
    ['{"schema":"lewis-perf/facts/1"}', 'lacks its host or samples.'],
    [snapshot().replace('"atMs":1', '"atMs":"1"'), 'has a damaged sample 1.'],
  ])('%s', async (text, problem) => {
    const { error, exitCode, said } = await diagnose(['--facts', '/x.json'], {
      files: literalFiles({ '/x.json': text }),
    })
    expect(error).toEqual({
      sentence: `/x.json ${problem}`,
      hint: 'Give a file that lewis-perf wrote with --save-facts.',
    })
    expect(exitCode).toBe(2)
    expect(said).toContain(`error: /x.json ${problem}`)
  })

  it.each([
    [{ missing: 'absent' as const }, 'there is no such file'],
    [{ missing: 'denied' as const }, 'it may not be read'],
    [{ missing: 'unreadable' as const }, 'it cannot be read'],
  ])('%j', async (file, because) => {
    const { error, exitCode } = await diagnose(['--facts', '/x.json'], {
      files: literalFiles({ '/x.json': file }),
    })
    expect([error?.sentence, exitCode]).toEqual([`/x.json was not read: ${because}.`, 2])
  })
})

describe('files of facts', () => {
  const files = literalFiles({
    '/a.json': snapshot(),
    '/b.json': snapshot({ host: 'spare' }),
    '/again.json': snapshot(),
    '/nameless.json': snapshot({ host: '' }),
  })

  it('are judged side by side, each under the name of its host', async () => {
    const { data } = await diagnose(['--facts', '/a.json', '--facts', '/b.json'], { files })
    expect(data.hosts).toEqual(['box', 'spare'])
    expect(Object.keys(data.figures)).toEqual(['box', 'spare'])
  })

  it('of one host are told apart by their files, and a host without a name by its file', async () => {
    const argv = ['/a.json', '/again.json', '/nameless.json'].flatMap((file) => ['--facts', file])
    const { data } = await diagnose(argv, { files })
    expect(data.hosts).toEqual(['box in /a.json', 'box in /again.json', '/nameless.json'])
    expect(Object.keys(data.cost)).toHaveLength(3)
  })

  it('cost nothing', async () => {
    const { data } = await diagnose(['--facts', '/a.json'], { files })
    expect(data.cost).toEqual({ box: { childProcesses: [], files: 0, seconds: 0 } })
  })
})

const nonceIn = ({ input = '' }: RunRequest) => /^M=(\S+)$/m.exec(input)?.[1] ?? ''
/** What a host with this load and this share of CPU pressure prints. */
const printed = (request: RunRequest, load: string, isWhole = true, pressure = '0.00'): string => {
  const marker = (name: string) => `cat: ${nonceIn(request)}${name}: Not a directory\n`
  const averages = `avg10=${pressure} avg60=${pressure} avg300=${pressure} total=1\n`
  const files = {
    '/proc/loadavg': `${load} ${load} ${load} 1/9 9\n`,
    '/proc/uptime': '9.00 1\n',
    '/proc/pressure/cpu': `some ${averages}`,
  }
  const chunk = Object.values(files).map((text) => marker('') + text)
  const names = `${marker('/!names')}${Object.keys(files).join('\n')}\n`
  const sample = `${marker('/!sample')}${names}${chunk.join('')}${marker('')}${marker('/!whole')}`
  return isWhole ? `${sample}${marker('/!end')}` : sample
}
const answered: Ran = { output: '', errors: '', end: 'exited', exitCode: 0 }
const unreachable: Ran = { ...answered, errors: 'ssh: Could not resolve hostname\n', exitCode: 255 }

/** A world of hosts by name: what each prints, or how it fails. */
function fleet(hosts: Record<string, string | Ran>) {
  let running = 0
  const most = { atATime: 0, asked: [] as string[] }
  const run = async (request: RunRequest): Promise<Ran> => {
    const host = request.args.at(-2) ?? ''
    most.asked.push(host)
    running++
    most.atATime = Math.max(most.atATime, running)
    await Promise.resolve()
    await Promise.resolve()
    running--
    const answer = hosts[host] ?? unreachable
    return typeof answer === 'string' ? { ...answered, output: printed(request, answer) } : answer
  }
  return { run, most }
}
const named = (...hosts: string[]) => hosts.flatMap((host) => ['--host', host])

describe('several hosts', () => {
  it('are asked in parallel up to the limit, each once, and stand in their order', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `h${index}`)
    const hosts = Object.fromEntries(names.map((name) => [name, '0.10']))
    for (const [limit, atATime] of [
      [[], 8],
      [['--parallel', '3'], 3],
      [['--parallel', '1'], 1],
      [['--parallel', '64'], 12],
    ] as const) {
      const { run, most } = fleet(hosts)
      const { data } = await diagnose([...named(...names), ...limit], { run })
      expect(data.hosts).toEqual(names)
      expect(most.asked.toSorted()).toEqual(names.toSorted())
      expect(most.atATime).toBe(atATime)
    }
  })

  it('come from a file with comments too', async () => {
    const { run, most } = fleet({ a: '0.10', 'root@b': '0.10' })
    const files = literalFiles({ '/hosts': '# ours\na\nroot@b # the other\n\n' })
    const { data } = await diagnose(['--hosts', '/hosts'], { run, files })
    expect([most.asked, data.hosts]).toEqual([
      ['a', 'root@b'],
      ['a', 'root@b'],
    ])
  })

  it('have the odd one out marked, and one that does not answer stops no other', async () => {
    const { run } = fleet({ a: '0.10', b: '0.12', c: '9.00', d: '0.11', e: unreachable })
    const { data, tables, findings, exitCode } = await diagnose(named('a', 'b', 'c', 'd', 'e'), { run })
    expect(data.hosts).toEqual(['a', 'b', 'c', 'd'])
    expect(data.unreachable).toEqual([
      expect.objectContaining({
        host: 'e',
        sentence: 'e could not be asked: ssh: Could not resolve hostname.',
      }),
    ])
    expect(tables[0]?.rows.map(([host, verdict]) => [host, verdict === 'no answer'])).toEqual([
      ['a', false],
      ['b', false],
      ['c', false],
      ['d', false],
      ['e', true],
    ])
    expect(findings.find(({ id }) => id === 'hosts.unreachable')).toMatchObject({
      instance: 'e',
      status: 'unknown',
    })
    expect(exitCode).toBe(3)
  })

  it.each<[string[], boolean, number]>([
    [['fine'], false, 0],
    [['fine', 'gone'], false, 3],
    [['fine', 'sick'], false, 1],
    [['gone', 'fine', 'sick', 'gone2'], false, 1],
    [['gone'], false, 3],
    [['fine', 'sick', 'gone'], true, 130],
  ])('%j, interrupted %j, exit %d', async (names, isInterrupted, exitCode) => {
    const interruption = new AbortController()
    const result = await diagnose([...named(...names), '--quick'], {
      interrupted: interruption.signal,
      run: async (request) => {
        const host = request.args.at(-2) ?? ''
        if (isInterrupted) interruption.abort()
        if (host.startsWith('gone')) return unreachable
        return { ...answered, output: printed(request, '0.10', true, host === 'sick' ? '90.00' : '0.00') }
      },
    })
    expect([result.exitCode, result.interrupted]).toEqual([exitCode, isInterrupted])
    expect(result.data.hosts).toEqual(names.filter((name) => !name.startsWith('gone')))
  })

  it('of which none answers exit 3', async () => {
    const { run } = fleet({})
    const { exitCode, data, headline } = await diagnose(named('a', 'b'), { run })
    expect([exitCode, data.hosts]).toEqual([3, []])
    expect(headline).toContain('2 without an answer')
  })

  it('of which one was read in part exit 3 and say which', async () => {
    const part = (request: RunRequest): Ran => ({
      ...answered,
      output: printed(request, '0.10', false),
      errors: 'Connection to b closed.\n',
      exitCode: 255,
    })
    const { run } = fleet({ a: '0.10' })
    const result = await diagnose(named('a', 'b'), {
      run: async (request) => (request.args.includes('b') ? part(request) : run(request)),
    })
    expect(result.exitCode).toBe(3)
    expect(result.warnings).toEqual([
      'b was read only in part: The connection to b ended early (Connection to b closed): what it had told is judged.',
    ])
  })
})

describe('a password in a command', () => {
  it('is in nothing that is printed or saved', async () => {
    const via = 'docker exec -e DB_PASSWORD=hunter2 x sh'
    for (const answer of [unreachable, { ...answered, output: 'noise\n', errors: 'token=hunter2\n' }]) {
      const result = await diagnose(['--via', via, '--via', 'other'], { run: async () => answer })
      expect(JSON.stringify(result)).not.toContain('hunter2')
    }
    const whole = await diagnose(['--via', via, '--quick'], {
      run: async (request) => ({ ...answered, output: printed(request, '0.10') }),
    })
    expect(JSON.stringify(whole)).not.toContain('hunter2')
    expect(whole.data.hosts).toEqual(['docker exec -e DB_PASSWORD=*** x sh'])
  })
})

describe('a check that is to be skipped and does not exist', () => {
  it('is told before anybody is asked', async () => {
    const { run, most } = fleet({ a: '0.10' })
    const { exitCode } = await diagnose([...named('a'), '--skip', 'disk.spce'], { run })
    expect([exitCode, most.asked]).toEqual([2, []])
  })
})
