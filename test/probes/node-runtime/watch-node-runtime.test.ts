import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { targetScript } from '../../../src/probes/node-runtime/target-script.ts'
import { realWorld } from '../../clients/node-child.ts'
import { statuses, watchedNode } from './watched-child.ts'

const ready = 'console.log("ready");'
const stays = 'setInterval(() => {}, 1e6);'
const idle = ready + stays
const busy = 'function busy(ms) { const end = Date.now() + ms; while (Date.now() < end); }'

// A machine that is busy with other things can hold up a loop that has nothing to do.
describe('a Node process that rests', { retry: 2 }, () => {
  it('passes every check', async () => {
    const { child, watch } = await watchedNode('-e', idle)
    const facts = await watch(3)
    expect(statuses(facts)).toEqual({
      'node.elu': 'pass',
      'node.gc': 'pass',
      'node.handles': 'pass',
      'node.heap': 'pass',
      'node.io-bound': 'pass',
      'node.loop-delay': 'pass',
    })
    expect(facts).toMatchObject({ pid: child.pid, nodeVersion: process.version })
    expect(facts.resources.every(({ counts }) => counts['Timeout'] === 1)).toBe(true)
  })
})

describe('a Node process in trouble', () => {
  it('that is blocked for 150 ms now and then fails by the delay of its loop', async () => {
    const { watch } = await watchedNode('-e', `${busy} setInterval(busy, 300, 150); ${ready}`)
    const facts = await watch(1.5)
    expect(statuses(facts)['node.loop-delay']).toBe('fail')
    expect(facts.loopDelay?.maxSeconds).toBeGreaterThan(0.135)
  })

  it('that works all the time fails by the use of its loop, not by its delay', { retry: 2 }, async () => {
    const { watch } = await watchedNode(
      '-e',
      `${busy} function turn() { busy(3); setImmediate(turn) } turn(); ${ready}`,
    )
    expect(statuses(await watch(1))).toMatchObject({ 'node.elu': 'fail', 'node.loop-delay': 'pass' })
  })

  it('that never comes to rest fails by both, and tells all else', async () => {
    const { watch } = await watchedNode('-e', `${ready} for (;;);`)
    const facts = await watch(1)
    expect(statuses(facts)).toMatchObject({
      'node.elu': 'fail',
      'node.loop-delay': 'fail',
      'node.gc': 'pass',
      'node.heap': 'pass',
    })
    expect(facts.loopDelay?.maxSeconds).toBeGreaterThan(0.9)
  })

  it('that native code holds fails by the delay of its loop', async () => {
    const { watch, value } = await watchedNode('-e', idle)
    // Standard input is a pipe that nobody writes to.
    await value('void setTimeout(() => require("node:fs").readSync(0, Buffer.alloc(1)), 300)')
    const facts = await watch(0.6)
    expect(statuses(facts)).toMatchObject({ 'node.loop-delay': 'fail', 'node.heap': 'pass' })
    expect(facts.loopUtilization).toBeGreaterThan(0.5)
    expect(facts.resources.length).toBeGreaterThan(0)
  })

  it('that makes garbage tells how long it stood still for that', async () => {
    const churn = 'let kept = []; function turn() { for (let n = 0; n < 1e5; n++) kept.push({ n });'
    const { watch } = await watchedNode(
      '-e',
      `${churn} if (kept.length > 5e5) kept = []; setImmediate(turn) } turn(); ${ready}`,
    )
    const facts = await watch(1)
    expect(facts.gc?.count).toBeGreaterThan(1)
    expect(facts.gc?.totalSeconds).toBeGreaterThan(0)
    expect(facts.gc?.worstSecondSeconds).toBeLessThanOrEqual(facts.gc?.totalSeconds ?? 0)
    expect(statuses(facts)['node.gc']).toMatch(/^(?:pass|warn)$/)
  })

  it.each([['--max-old-space-size=128'], ['--max_old_space_size=128', '--max-semi-space-size=1']])(
    'whose heap is nearly as full as %s allows is warned of',
    async (...flags) => {
      const used = 'require("v8").getHeapStatistics().used_heap_size'
      const fill = `while (${used} < 0.86 * 128 * 2 ** 20) kept.push(new Array(1000).fill(0));`
      const { watch } = await watchedNode(...flags, '-e', `const kept = []; ${fill} ${idle}`)
      expect(statuses(await watch(0.3))['node.heap']).toBe('warn')
    },
  )

  it.each([
    ['timers', 'setTimeout(() => {}, 1e6)', 'Timeout'],
    ['sockets', 'require("node:dgram").createSocket("udp4").bind(0, "127.0.0.1")', 'UDPWrap'],
  ])('that opens %s all the time is warned of', { retry: 2 }, async (_, open, kind) => {
    const { watch } = await watchedNode('-e', `setInterval(() => ${open}, 20); ${ready}`)
    const facts = await watch(2.5)
    expect(statuses(facts)['node.handles']).toBe('warn')
    expect(facts.resources.at(-1)?.counts[kind]).toBeGreaterThan(facts.resources.length)
  })
})

describe('a program of any kind', () => {
  it.each([
    ['CommonJS', 'program.cjs', ''],
    ['ES', 'program.mjs', 'import "node:fs";'],
    [
      'CommonJS with a require of its own',
      'own.cjs',
      'globalThis.require = () => { throw new Error("mine") };',
    ],
    ['older', 'older.cjs', 'delete process.getBuiltinModule;'],
    [
      'older, with a require of its own',
      'both.cjs',
      'delete process.getBuiltinModule; globalThis.require = 7;',
    ],
  ])('is told of: %s', async (_, name, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-runtime-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, name), text + idle)
    const { watch } = await watchedNode(join(folder, name))
    const facts = await watch(0.3)
    expect(facts).toEqual({
      ...facts,
      loopDelay: expect.anything(),
      loopUtilization: expect.any(Number),
      gc: expect.anything(),
      heap: expect.anything(),
    })
    expect(facts.resources.length).toBeGreaterThan(1)
    expect(facts.cpuCores.length).toBeGreaterThan(1)
  })

  it('that lacks something is told of without it', async () => {
    const lacking = `const hooks = require('node:perf_hooks'); hooks.performance.eventLoopUtilization = null;
      hooks.monitorEventLoopDelay = process.cpuUsage = process.getActiveResourcesInfo = null;
      const v8 = require('node:v8'); v8.getHeapStatistics = v8.GCProfiler = null;`
    const { child, watch } = await watchedNode('-e', lacking + idle)
    const facts = await watch(0.3)
    expect(facts).toEqual({
      pid: child.pid,
      nodeVersion: process.version,
      loopDelay: null,
      loopUtilization: null,
      gc: null,
      heap: null,
      resources: [],
      cpuCores: [],
    })
    expect(new Set(Object.values(statuses(facts)))).toEqual(new Set(['unknown']))
  })
})

describe('what stays behind in the process', () => {
  // What a program could see of us: what it hands out itself, and its global names.
  const spied = `const hooks = require('node:perf_hooks'); const v8 = require('node:v8'); const made = [];
    const timers = require('node:timers');
    const { monitorEventLoopDelay } = hooks; const { GCProfiler } = v8; const { setTimeout: later } = timers;
    hooks.monitorEventLoopDelay = (options) => { const one = monitorEventLoopDelay(options);
      made.push(() => one.disable() ? 'enabled' : 'disabled'); return one };
    v8.GCProfiler = class extends GCProfiler { constructor() { super(); made.push(() => this.state) }
      start() { super.start(); this.state = 'started' } stop() { this.state = 'stopped'; return super.stop() } };
    timers.setTimeout = (...all) => { const one = later(...all);
      made.push(() => one._destroyed ? 'cleared' : 'waiting' + one.hasRef()); return one };
    process.made = made;`
  const traces = `({ names: Object.getOwnPropertyNames(globalThis).sort(), events: process.eventNames().map(String),
    resources: process.getActiveResourcesInfo(), made: process.made.map((state) => state()) })`
  const gone = ['disabled', 'stopped', 'cleared']

  it('is nothing', async () => {
    const { watch, value } = await watchedNode('-e', spied + idle)
    const before = await value(traces)
    await watch(0.3)
    expect(before).toMatchObject({ made: [] })
    expect(await value(traces)).toEqual({ ...Object(before), made: gone })
  })

  it('is nothing where the operator interrupts, and what was seen until then is handed back', async () => {
    const { watch, value } = await watchedNode('-e', spied + idle)
    const controller = new AbortController()
    const { world } = realWorld({ interrupted: controller.signal })
    let sleeps = 0
    const sleep = (ms: number) => {
      sleeps += 1
      if (sleeps === 4) controller.abort()
      return world.sleep(Math.min(ms, 50))
    }
    const facts = await watch(600, { ...world, sleep })
    expect(facts.resources).toHaveLength(5)
    expect(facts.loopDelay?.samples).toBeGreaterThan(0)
    expect(await value(traces)).toMatchObject({ made: gone })
  })

  it('is nothing where it never comes to rest', async () => {
    const { watch, value } = await watchedNode('-e', `${spied} ${ready} for (;;);`)
    await watch(0.2)
    expect(await value(traces)).toMatchObject({ made: gone })
  })

  it('is nothing where nobody could tell it to stop', async () => {
    const { value } = await watchedNode('-e', spied + idle)
    await value(`${targetScript(0.05)}.start()`)
    await expect.poll(() => value(traces)).toMatchObject({ made: gone })
  })

  it('keeps it from no end, which is an error', async () => {
    const { child, watch, value } = await watchedNode(
      '-e',
      `const hold = setInterval(() => {}, 1e6); ${ready}`,
    )
    await value('void setTimeout(() => clearInterval(hold), 300)')
    await expect(watch(12)).rejects.toMatchObject({
      sentence: expect.stringContaining(`process ${child.pid} ended the session`),
      exitCode: 3,
    })
    expect(await child.ended).toBe(0)
  })
})

describe('a process that cannot be watched', () => {
  it('from inside says why', async () => {
    const { child, watch } = await watchedNode('-e', `${idle} globalThis.process = undefined`)
    await expect(watch(0.3)).rejects.toMatchObject({
      sentence: `Process ${child.pid} cannot be watched from inside: TypeError: Cannot read properties of undefined (reading 'version').`,
      exitCode: 3,
    })
  })

  it('as it does not answer is an error', async () => {
    const { child, watch } = await watchedNode('-e', idle)
    process.kill(child.pid, 'SIGSTOP')
    await expect(watch(0.3)).rejects.toMatchObject({
      sentence: `Process ${child.pid} does not answer its inspector.`,
      exitCode: 3,
    })
  })
})
