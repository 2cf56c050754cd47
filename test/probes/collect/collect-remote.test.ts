import { describe, expect, it } from 'vitest'
import type { Ran, World } from '../../../src/core/index.ts'
import { type CollectOptions, collectRemote, type RemoteTarget } from '../../../src/probes/collect/index.ts'
import { fakeWorld } from '../../fake-world.ts'

const nonce = 'abc'
const mark = (name: string) => `cat: /dev/null/${nonce}/!${name}: Not a directory\n`
const file = `cat: /dev/null/${nonce}: Not a directory\n`
const sample = `${mark('sample')}${mark('names')}/proc/uptime\n${file}5.00 1\n${file}${mark('whole')}`
const startedMs = 1_700_000_000_000
const clock = (seconds: string) => `${mark('clock')}${seconds}\n`
const target: RemoteTarget = { kind: 'ssh', host: 'box' }

/** Collects over a window of 3 s from a shell that answers so after `tookMs`. */
async function collect(
  ran: Partial<Ran>,
  {
    tookMs = 4000,
    options = {},
    to = target,
    isInterrupted = false,
  }: {
    tookMs?: number
    options?: Partial<CollectOptions>
    to?: RemoteTarget
    isInterrupted?: boolean
  } = {},
) {
  let nowMs = startedMs
  const interruption = new AbortController()
  const { world } = fakeWorld({
    interrupted: interruption.signal,
    run: async () => {
      nowMs += tookMs
      if (isInterrupted) interruption.abort()
      return { output: '', errors: '', end: 'exited', exitCode: 0, ...ran }
    },
  })
  const ticking: World = { ...world, clock: { epochMs: () => nowMs, monotonicMs: () => nowMs } }
  const all = { windowSeconds: 3, roots: ['/'], exec: true, nonce, ...options }
  return collectRemote(ticking, to, all)
}

async function collected(...args: Parameters<typeof collect>) {
  const answer = await collect(...args)
  if (!('snapshot' in answer)) throw new Error(answer.sentence)
  return answer
}

describe('another machine', () => {
  it('is asked once for two samples, the window apart', async () => {
    const { snapshot, complete, problems, cost } = await collected({
      output: `${sample}${sample}${mark('end')}`,
    })
    expect(snapshot.host).toBe('box')
    expect(snapshot.samples.map(({ atMs }) => atMs - startedMs)).toEqual([1000, 4000])
    expect([complete, problems]).toEqual([true, []])
    expect(cost).toEqual({ childProcesses: ['ssh'], files: 2, seconds: 1 })
  })

  it('is called by the command that reaches it, without a password', async () => {
    const to: RemoteTarget = { kind: 'via', command: 'docker exec -e DB_PASSWORD=hunter2 -i x sh' }
    const { snapshot, problems } = await collected({ output: sample }, { to })
    expect(snapshot.host).toBe('docker exec -e DB_PASSWORD=*** -i x sh')
    expect(JSON.stringify([snapshot, problems])).not.toContain('hunter2')
  })

  it.each([
    // Asked at 0, heard within 1 s before the window: it was 0.5 s then, give or take 0.5 s.
    ['ahead', '1700000010.600000000', '10.100000 0.500000'],
    ['in step', '1700000000.400000000', '-0.100000 0.500000'],
    ['known to the second', '1700000000', '0.000000 1.000000'],
  ])('has its clock compared with ours: %s', async (_, seconds, offset) => {
    const { snapshot } = await collected({ output: `${clock(seconds)}${sample}${sample}${mark('end')}` })
    expect(snapshot.samples.at(-1)?.commands['clock offset']).toBe(offset)
  })

  it('that broke off in the window has its clock known less surely, not wrongly', async () => {
    const output = `${clock('1700000000.250000000')}${sample}`
    const { snapshot } = await collected({ output, exitCode: 255 }, { tookMs: 2000 })
    expect(snapshot.samples[0]?.commands['clock offset']).toBe('-0.750000 1.000000')
  })

  it('that is two trees has no window that would not count as cost', async () => {
    const { cost } = await collected(
      { output: `${sample}${sample}${mark('end')}` },
      { options: { roots: ['/a', '/b'] } },
    )
    expect(cost.seconds).toBe(4)
  })

  it('has no clock where a tree stands in for it', async () => {
    const output = `${clock('1700000000')}${sample}${mark('end')}`
    const { snapshot } = await collected({ output }, { options: { roots: ['/tree'], windowSeconds: null } })
    expect(snapshot.samples[0]?.commands).toEqual({})
  })
})

describe('what ended early says why:', () => {
  const early = (why: string) => [`The connection to box ended early (${why}): what it had told is judged.`]

  it.each<[Partial<Ran>, boolean, string]>([
    [{ errors: 'Connection to box closed.\n', exitCode: 255 }, false, 'Connection to box closed'],
    [{ exitCode: 255 }, false, 'it ended with exit code 255 and no word'],
    [{ end: 'timeout', exitCode: null }, false, 'it did not end in time'],
    [{ end: 'stopped', exitCode: null }, false, 'it printed more than 256 MiB'],
    [{ end: 'stopped', exitCode: null }, true, 'interrupted'],
  ])('%j', async (ran, isInterrupted, why) => {
    const { complete, problems } = await collected({ output: sample, ...ran }, { isInterrupted })
    expect([complete, problems]).toEqual([false, early(why)])
  })

  it('a program that was not heard is missing by timeout', async () => {
    const { snapshot } = await collected({
      output: `${sample}${sample}${mark('space')}df\n${mark('inodes')}`,
    })
    expect(snapshot.samples.at(-1)?.commands).toMatchObject({
      'df -P': 'df\n',
      'df -Pi': { missing: 'timeout' },
      'network mounts': { missing: 'timeout' },
      dmesg: { missing: 'timeout' },
    })
  })
})

describe('what is no shell', () => {
  it.each([
    ['motd only\n', 'not as a POSIX shell does: bash: no such option'],
    [mark('clock'), 'ended before the first fact: bash: no such option'],
  ])('%j is told apart', async (output, said) => {
    const answer = await collect({ output, errors: 'bash: no such option\n', exitCode: 2 })
    expect(answer).toMatchObject({ sentence: expect.stringContaining(said) })
  })
})
