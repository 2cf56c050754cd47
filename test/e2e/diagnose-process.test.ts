import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { listenersOf } from '../../src/clients/inspector-target.ts'
import type { DiagnoseProcessResult } from '../../src/commands/diagnose/process/run.ts'
import { type StartedChild, startChild, startNode } from '../clients/node-child.ts'
import { rootedFiles } from '../worlds.ts'
import { installed, lewisPerf, start } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-process-'))
const children: StartedChild[] = []
afterEach(async () => {
  for (const child of children.splice(0)) await child.end()
})
afterAll(() => rmSync(folder, { recursive: true }))

// Too large for V8 to compile it into its caller, from which it takes a while to be told apart.
const roots = 'x=Math.sqrt(x+i);'.repeat(100)
const spin = `function hotLoop(){let x=1;for(let i=0;i<2e4;i++){${roots}}} setInterval(hotLoop,0);console.log("ready")`
const idle = 'setInterval(()=>{},1e6);console.log("ready")'

async function node(source: string): Promise<StartedChild> {
  const child = await startNode(['-e', source])
  children.push(child)
  return child
}

async function asked(words: readonly string[], environment: Record<string, string> = {}) {
  const ended = await lewisPerf(['diagnose', 'process', ...words, '--json'], {
    cwd: folder,
    env: environment,
  })
  return { ...ended, result: JSON.parse(ended.output) as DiagnoseProcessResult }
}

const listening = (pid: number) => {
  const found = listenersOf(rootedFiles('/'), pid)
  return found.ok ? found.listeners.length : 0
}

describe('diagnose process', () => {
  test('tells what a busy process and an idle one do', async () => {
    const [busy, quiet] = [await node(spin), await node(idle)]
    const first = (await asked([String(busy.pid), '--window', '500ms'])).result
    expect(['on-cpu', 'waits-for-cpu']).toContain(first.data?.process?.spends.kind)
    expect(first.data?.process).toMatchObject({ pid: busy.pid, ended: false })
    const second = (await asked([String(quiet.pid), '--window', '200ms'])).result
    expect(second.data?.process?.spends.kind).toBe('idle')
    expect(second.data?.process?.memory?.proportionalBytes).toBeGreaterThan(1e6)
    expect(second).toMatchObject({ exitCode: 0, data: { node: null, cpuProfile: null, heap: null } })
  })

  test('finds a process by its name, and lists several of the same', async () => {
    const named = async () => {
      const child = await startChild('bash', ['-c', 'exec -a lewis-twin bash -c "echo ready; read"'])
      children.push(child)
      return child.pid
    }
    const one = await named()
    const found = (await asked(['lewis-twin', '--window', '100ms'])).result
    expect(found.data?.process?.pid).toBe(one)
    const other = await named()
    const { result, code } = await asked(['lewis-twin'])
    expect(code).toBe(2)
    for (const pid of [one, other]) expect(result.error?.sentence).toContain(String(pid))
  })

  test('profiles a Node process with leave: hottest function, page, inspector closed again', async () => {
    const { pid } = await node(spin)
    const words = [String(pid), '--window', '100ms', '--attach', '--cpu-profile', '500ms']
    const { result } = await asked(words)
    expect(result.error).toBe(null)
    expect(result.data?.cpuProfile?.takenBy).toBe('inspector')
    expect(result.data?.cpuProfile?.bySelf[0]?.name).toBe('hotLoop')
    expect(readFileSync(join(folder, `flame-graph-${pid}.html`), 'utf8')).toContain('hotLoop')
    expect(listening(pid)).toBe(0)
  })

  test('judges the runtime of a Node process with leave, and fails where its loop is held', async () => {
    const hold = 'setInterval(()=>{const t=Date.now();while(Date.now()-t<200);},300);console.log("ready")'
    const { pid } = await node(hold)
    const { result, code } = await asked([String(pid), '--window', '1500ms', '--attach'])
    const statuses = Object.fromEntries(result.findings.map(({ id, status }) => [id, status]))
    expect([code, statuses['node.loop-delay'], statuses['node.heap']]).toEqual([1, 'fail', 'pass'])
    expect(result.data?.node).toMatchObject({ pid, nodeVersion: process.version })
    expect(listening(pid)).toBe(0)
  })

  test('leaves out what the profile skips, and takes no offence at limits of the machine', async () => {
    const { pid } = await node(idle)
    const profile = join(folder, 'ours.yaml')
    writeFileSync(
      profile,
      'thresholds:\n  disk.space:\n    warn: 85%\nskip:\n  - id: node.heap\n    reason: known\n    until: 2999-01-01\n',
    )
    const words = [String(pid), '--window', '200ms', '--attach', '--profile', profile]
    const { result, code } = await asked(words)
    const statuses = Object.fromEntries(result.findings.map(({ id, status }) => [id, status]))
    expect([code, statuses['node.heap'], statuses['node.gc']]).toEqual([0, 'not-applicable', 'pass'])
  })

  test('keeps the tables of a process that ended before its profile', async () => {
    const child = await startChild('sh', ['-c', 'echo ready; sleep 1'])
    children.push(child)
    const { result, code } = await asked([String(child.pid), '--window', '2s', '--cpu-profile', '100ms'])
    expect([code, result.data?.process?.ended]).toEqual([3, true])
    expect(result.tables[0]).not.toHaveProperty('detail')
  })

  test('names who allocates, and what grows and is kept by what', async () => {
    const leak =
      'class Session{constructor(){this.list=new Array(100).fill(0)}};global.sessions=[];' +
      'function remember(){for(let i=0;i<50;i++)global.sessions.push(new Session())};' +
      'setInterval(remember,10);console.log("ready")'
    const { pid } = await node(leak)
    const sampled = (await asked([String(pid), '--window', '500ms', '--attach', '--heap'])).result
    expect(JSON.stringify(sampled.data?.heap)).toContain('"name":"remember"')
    const taken = (await asked([String(pid), '--window', '500ms', '--attach', '--heap=snapshot'])).result
    expect(taken.headline).toMatch(/grew by .* Session hold .* kept by global\.sessions/)
    expect(listening(pid)).toBe(0)
  })

  test('asks for leave before it measures anything', async () => {
    const { pid } = await node(spin)
    const { result, code } = await asked([String(pid), '--cpu-profile', '500ms'])
    expect(code).toBe(2)
    expect(result.error?.hint).toContain('--attach')
    expect(existsSync(join(folder, `flame-graph-${pid}.html`))).toBe(false)
  })

  test('keeps what it saw where no profiler is to be had, and says how to get one', async () => {
    const child = await startChild('sh', ['-c', 'echo ready; read _'])
    children.push(child)
    const { result, code } = await asked([String(child.pid), '--window', '100ms', '--cpu-profile', '100ms'], {
      PATH: folder,
    })
    expect([code, result.status]).toEqual([3, 'unknown'])
    expect(result.data?.process?.pid).toBe(child.pid)
    expect(result.warnings.join(' ')).toContain('apt-get install linux-perf')
  })

  test('hands over what there is at Ctrl-C, and closes the inspector', async () => {
    const { pid } = await node(spin)
    const words = [
      'diagnose',
      'process',
      String(pid),
      '--attach',
      '--window',
      '100ms',
      '--cpu-profile',
      '60s',
    ]
    const { child, ended } = start(process.execPath, [installed, ...words, '--json'], { cwd: folder })
    // The inspector is open: the profile has begun, or is about to.
    while (listening(pid) === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    child.kill('SIGINT')
    const { code, output } = await ended
    expect(code).toBe(130)
    expect(JSON.parse(output)).toMatchObject({ interrupted: true, data: { process: { pid } } })
    expect(listening(pid)).toBe(0)
  })
})

describe('diagnose process --import', () => {
  test('shows a profile of another tool, and writes its page where it is told', async () => {
    writeFileSync(join(folder, 'out.collapsed'), 'main;work 30\nmain;rest 10\n')
    const { result } = await asked(['--import', 'out.collapsed', '--flame-graph', 'page.html'])
    expect(result.data?.cpuProfile).toMatchObject({
      takenBy: 'file',
      bySelf: [{ name: 'work' }, { name: 'rest' }],
    })
    expect(result.data?.process).toBe(null)
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('<title>')
  })

  test.each([
    ['a file that is no profile', 'hello\n', 'wrong.txt is no profile that can be read.'],
    ['an empty one', '', 'wrong.txt is empty.'],
    ['a heap profile', '{"head":{"selfSize":1}}', 'wrong.txt is a heap profile, not one of CPU time.'],
  ])('refuses %s', async (_, text, sentence) => {
    writeFileSync(join(folder, 'wrong.txt'), text)
    const { result, code } = await asked(['--import', 'wrong.txt'])
    expect([code, result.error?.sentence]).toEqual([2, sentence])
  })
})

describe('diagnose process refuses', () => {
  test.each([
    [[], 'diagnose process needs to know which process.'],
    [['1', '2'], 'lewis-perf diagnose process takes no further word, got "2".'],
    [['999999999'], 'There is no process 999999999.'],
    [['no-such-name'], 'No process is called "no-such-name".'],
    [['1', '--flame-graph', 'x.html'], '--flame-graph names the page of a profile, and none is asked for.'],
    [['1', '--import', 'x'], '--import reads a file, so process 1 would not be looked at.'],
    [['--import', 'x', '--window', '1s'], '--import reads a file, and --window changes nothing there.'],
    [['--import', 'x', '--attach'], '--import reads a file, and --attach changes nothing there.'],
    [['--import', 'x', '--heap'], '--import reads a file, and --heap changes nothing there.'],
    [
      ['--import', 'x', '--cpu-profile', '1s'],
      '--import reads a file, and --cpu-profile changes nothing there.',
    ],
  ])('%j', async (words, sentence) => {
    const { result, code } = await asked(words)
    expect([code, result.error?.sentence]).toEqual([2, sentence])
  })
})
