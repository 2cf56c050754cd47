import { afterEach, describe, expect, it } from 'vitest'
import { openInspector } from '../../src/clients/index.ts'
import { listenersOf } from '../../src/clients/inspector-target.ts'
import { rootedFiles } from '../worlds.ts'
import { realWorld, type StartedChild, startChild, startNode } from './node-child.ts'

const started: StartedChild[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.end()))
})
async function node(...args: string[]): Promise<StartedChild> {
  const child = await startNode(args)
  started.push(child)
  return child
}

const files = rootedFiles('/')
const portsOf = (pid: number) => {
  const found = listenersOf(files, pid)
  return found.ok ? found.listeners.map(({ port }) => port) : []
}
const consent = { mayOpen: true }
const idle = 'setInterval(() => {}, 1e6); console.log("ready")'
const asksForPid = {
  expression: 'process.pid + typeof require',
  includeCommandLineAPI: true,
  returnByValue: true,
}

describe('the inspector of a process that has none open', () => {
  it.each([
    ['rests', ['-e', idle]],
    ['is an ES module', ['--input-type=module', '-e', `import 'node:fs'; ${idle}`]],
    ['never rests', ['-e', 'console.log("ready"); for (;;);']],
    [
      'hardly rests',
      [
        '-e',
        'function turn() { const end = Date.now() + 150; while (Date.now() < end); setImmediate(turn) } console.log("ready"); turn()',
      ],
    ],
  ])('is opened and closed again where it %s', async (_, args) => {
    const child = await node(...args)
    const { world, errors } = realWorld()
    const inspector = await openInspector(world, child.pid, consent)
    expect(inspector.openedHere).toBe(true)
    expect(portsOf(child.pid)).toEqual([inspector.port])
    expect(await inspector.send('Runtime.evaluate', asksForPid)).toMatchObject({
      result: { value: `${child.pid}function` },
    })
    await Promise.all([inspector.close(), inspector.close()])
    expect({ ports: portsOf(child.pid), errors: errors(), isAlive: child.isAlive() }).toEqual({
      ports: [],
      errors: '',
      isAlive: true,
    })
  })

  it('stays closed when a busy loop rests at last', async () => {
    const child = await node(
      '-e',
      'console.log("ready"); const end = Date.now() + 2500; while (Date.now() < end); setTimeout(() => console.log("rested"), 300); setInterval(() => {}, 1e6)',
    )
    const inspector = await openInspector(realWorld().world, child.pid, consent)
    await inspector.close()
    expect(portsOf(child.pid)).toEqual([])
    await expect.poll(() => child.printed(), { timeout: 10_000 }).toContain('rested')
    await expect.poll(() => portsOf(child.pid)).toEqual([])
  })

  it('may be opened a second time', async () => {
    const child = await node('-e', idle)
    for (let time = 0; time < 2; time++) {
      const inspector = await openInspector(realWorld().world, child.pid, consent)
      await inspector.close()
    }
    expect(portsOf(child.pid)).toEqual([])
  })

  it('is closed also where the operator has interrupted meanwhile', async () => {
    const child = await node('-e', idle)
    const controller = new AbortController()
    controller.abort()
    const inspector = await openInspector(
      realWorld({ interrupted: controller.signal }).world,
      child.pid,
      consent,
    )
    await inspector.close()
    expect(portsOf(child.pid)).toEqual([])
  })

  it('is not opened without consent', async () => {
    const child = await node('-e', idle)
    await expect(openInspector(realWorld().world, child.pid, { mayOpen: false })).rejects.toMatchObject({
      sentence: `Process ${child.pid} has no open inspector, and opening one changes it.`,
      exitCode: 2,
    })
    expect(child.printed()).toBe('ready\n')
  })

  it('is not offered for a process that is no Node', async () => {
    const child = await startChild('sh', ['-c', 'echo ready; read _'])
    started.push(child)
    await expect(openInspector(realWorld().world, child.pid, { mayOpen: false })).rejects.toMatchObject({
      sentence: expect.stringContaining('is not a Node process'),
    })
  })

  it('does not keep a process from its end', async () => {
    const child = await node('-e', 'process.stdin.once("data", () => process.exit(7)); console.log("ready")')
    const inspector = await openInspector(realWorld().world, child.pid, consent)
    const answer = inspector.send('Runtime.evaluate', {
      expression: 'new Promise(() => {})',
      awaitPromise: true,
    })
    const refused = expect(answer).rejects.toMatchObject({ exitCode: 3 })
    await inspector.send('Runtime.evaluate', { expression: 'setTimeout(() => process.exit(7), 10)' })
    expect(await child.ended).toBe(7)
    await refused
    await inspector.close()
    await expect(inspector.send('Runtime.enable')).rejects.toMatchObject({
      sentence: `The inspector of process ${child.pid} ended the session: its process may have ended.`,
    })
  })

  it('gives up a question that is not answered when the operator interrupts', async () => {
    const child = await node('-e', idle)
    const controller = new AbortController()
    const { world } = realWorld({ interrupted: controller.signal })
    const inspector = await openInspector(world, child.pid, consent)
    const answer = inspector.send('Runtime.evaluate', {
      expression: 'new Promise(() => {})',
      awaitPromise: true,
    })
    const refused = expect(answer).rejects.toMatchObject({
      sentence: 'The inspector of the process had not answered Runtime.evaluate when this was interrupted.',
    })
    controller.abort()
    await refused
    await inspector.close()
    expect(portsOf(child.pid)).toEqual([])
  })
})

describe('an inspector that is open already', () => {
  it('is used without consent and stays open', async () => {
    const child = await startChild(process.execPath, ['--inspect=127.0.0.1:0', '-e', idle])
    started.push(child)
    const inspector = await openInspector(realWorld().world, child.pid, { mayOpen: false })
    expect(inspector.openedHere).toBe(false)
    expect(child.printed()).toContain(`ws://127.0.0.1:${inspector.port}/`)
    await inspector.close()
    expect(portsOf(child.pid)).toEqual([inspector.port])
  })

  it('hands over events', async () => {
    const child = await startChild(process.execPath, ['--inspect=127.0.0.1:0', '-e', idle])
    started.push(child)
    const inspector = await openInspector(realWorld().world, child.pid, consent)
    const seen: unknown[] = []
    inspector.on('Runtime.consoleAPICalled', (params) => seen.push(Object(params).type))
    inspector.on('Runtime.consoleAPICalled', () => seen.push('again'))
    await inspector.send('Runtime.enable')
    await inspector.send('Runtime.evaluate', { expression: 'console.warn("a")' })
    expect(seen.slice(-2)).toEqual(['warning', 'again'])
    await inspector.close()
  })

  it('says what a refused method was refused for', async () => {
    const child = await startChild(process.execPath, ['--inspect=127.0.0.1:0', '-e', idle])
    started.push(child)
    const inspector = await openInspector(realWorld().world, child.pid, consent)
    await expect(inspector.send('No.such')).rejects.toMatchObject({
      sentence: "The inspector of the process answered: 'No.such' wasn't found.",
      exitCode: 3,
    })
    await inspector.close()
  })
})

describe('a process that must not be asked', () => {
  it('is refused where it is not Node, and lives on', async () => {
    const child = await startChild('sh', ['-c', 'echo ready; read line'])
    started.push(child)
    await expect(openInspector(realWorld().world, child.pid, consent)).rejects.toMatchObject({
      sentence: `Process ${child.pid} is not a Node process that opens its inspector on SIGUSR1: the signal would end it.`,
      exitCode: 2,
    })
    expect(child.isAlive()).toBe(true)
  })

  const hasSwitch = process.allowedNodeEnvironmentFlags.has('--disable-sigusr1')
  it.runIf(hasSwitch)('is refused where Node was told not to listen to it', async () => {
    const child = await node('--disable-sigusr1', '-e', idle)
    await expect(openInspector(realWorld().world, child.pid, consent)).rejects.toMatchObject({ exitCode: 2 })
    expect(child.isAlive()).toBe(true)
  })

  it('is refused while it is halted', async () => {
    const child = await node('-e', idle)
    process.kill(child.pid, 'SIGSTOP')
    await expect
      .poll(() => files.text(`/proc/${child.pid}/stat`))
      .toMatchObject({
        value: expect.stringContaining(') T '),
      })
    await expect(openInspector(realWorld().world, child.pid, consent)).rejects.toMatchObject({
      sentence: `Process ${child.pid} is halted by a signal or a debugger and answers nobody.`,
      hint: `Let it go on with kill -CONT ${child.pid}, or end the debugger.`,
      exitCode: 3,
    })
  })

  it('is refused where there is none', async () => {
    const child = await node('-e', 'console.log("ready")')
    await child.ended
    await expect(openInspector(realWorld().world, child.pid, consent)).rejects.toMatchObject({
      sentence: `There is no process ${child.pid}.`,
      exitCode: 2,
    })
  })
})
