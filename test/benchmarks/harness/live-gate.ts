import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GateData, GateVerdict } from '../../../src/comparison/index.ts'
import type { Envelope } from '../../../src/core/index.ts'
import type { Samples } from './naive-designs.ts'

const root = join(import.meta.dirname, '../../..')
const command = join(root, 'bin/lewis-perf.js')

/** Repeats of the work of a suite: `slower` really does 5 % more. */
const amounts = { same: 200, slower: 210 }

export type Kind = keyof typeof amounts

/** One gate on this machine, and what was measured beside it. */
export interface LiveGate {
  suite: string
  kind: Kind
  verdict: GateVerdict
  estimate: number
  /** Pairs until the verdict, without those that confirmed it. */
  pairs: number
  seconds: number
  /** The gate's own samples: medians of processes, base and head in turn. */
  paired: Samples
  /** As other tools measure: one process of each version, one after the other. */
  blocks: Samples
}

/** Lays out base and head of a suite, in folders whose paths are of one length, and runs the command on them. */
export function runLiveGate(folder: string, suite: string, kind: Kind, seed: number): LiveGate {
  const base = layOut(folder, 'base', suite, 'same')
  const head = layOut(folder, 'head', suite, kind)
  try {
    const blocks = { base: samplesOf(base), head: samplesOf(head) }
    const from = performance.now()
    const { data } = run<GateData>(head, ['--base-dir', base, '--seed', String(seed)])
    const seconds = (performance.now() - from) / 1000
    const [judgement] = data.judgements
    const [times] = data.times
    if (judgement === undefined || times === undefined) throw new Error(`the gate on ${suite} judged nothing`)
    return {
      suite,
      kind,
      verdict: judgement.verdict,
      estimate: judgement.estimate,
      pairs: judgement.pairs,
      seconds,
      paired: { base: times.baseSeconds, head: times.headSeconds },
      blocks,
    }
  } finally {
    rmSync(base, { recursive: true, force: true })
    rmSync(head, { recursive: true, force: true })
  }
}

function layOut(folder: string, name: string, suite: string, kind: Kind): string {
  const place = join(folder, name)
  mkdirSync(place, { recursive: true })
  copyFileSync(join(import.meta.dirname, `../gate/${suite}.mjs`), join(place, `${suite}.bench.mjs`))
  writeFileSync(join(place, 'amount.mjs'), `export const amount = ${amounts[kind]}\n`)
  return place
}

function samplesOf(directory: string): number[] {
  const { data } = run<{ benchmarks: { seconds: number[] }[] }>(directory, [])
  return data.benchmarks[0]?.seconds ?? []
}

function run<D>(directory: string, args: readonly string[]): Envelope<D> {
  const file = join(directory, 'result.json')
  const child = spawnSync(process.execPath, [command, 'bench', '-q', '-o', `json=${file}`, ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, GITHUB_STEP_SUMMARY: '' },
  })
  const envelope = JSON.parse(readFileSync(file, 'utf8')) as Envelope<D>
  if (envelope.error !== null || child.status === null)
    throw new Error(`bench ${args.join(' ')} failed: ${envelope.error?.sentence ?? child.stderr}`)
  return envelope
}
