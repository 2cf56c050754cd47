import { type Parsed, rejected, understood } from '../core/index.ts'
import { linesOf } from './lines-of.ts'
import { perfLine } from './perf-frame.ts'
import { type PerfHeader, perfHeader } from './perf-header.ts'
import type { StackProfile } from './stack-profile.ts'
import { type StackTree, stackTree } from './stack-tree.ts'

interface Sample {
  header: PerfHeader
  /** Frame numbers, the innermost call first. */
  frames: number[]
}

/** What `perf script` prints: each sample of the first event counts once, under the name of its command. */
export function readPerfScript(text: string): Parsed<StackProfile> {
  const tree = stackTree('places')
  let sample: Sample | null = null
  let event: string | null = null
  let counted = 0
  const others = new Set<string>()
  const alone = !/\n[ \t\r]*\n/.test(text)
  const end = (): void => {
    if (sample === null) return
    const name = sample.header.event
    event ??= name
    if (name !== null && name !== event) others.add(name)
    else {
      counted++
      count(tree, sample)
    }
    sample = null
  }
  for (const line of linesOf(text)) {
    if (line.startsWith('#')) continue
    if (line.trim() === '') end()
    else if (sample !== null && continues(sample, line, alone)) addLine(tree, sample, line)
    else {
      end()
      sample = begun(tree, line)
    }
  }
  end()
  if (counted === 0) return rejected('holds no samples of perf', 'Give what "perf script" prints.')
  const left = [...others].sort().join(', ')
  const note = `Only the samples of ${event} are counted; those of ${left} are left out.`
  return understood(tree.finished('samples', left === '' ? [] : [note]))
}

/** Whether `line` belongs to the sample. Without stacks no blank line parts samples, and commands stand to the right. */
function continues(sample: Sample, line: string, alone: boolean): boolean {
  if (!/^\s/.test(line)) return false
  const { header, frames } = sample
  if (header === headless) return !alone
  return header.rest === '' || frames.length > 1 || perfHeader(line) === null
}

function begun(tree: StackTree, line: string): Sample | null {
  const header = perfHeader(line) ?? (/^\s+[0-9a-f]{4,16}\s+\S/.test(line) ? headless : null)
  if (header === null) return null
  const sample: Sample = { header, frames: [] }
  if (header === headless) addLine(tree, sample, line)
  // An event of the kernel prints its fields there, which are no frame.
  if (/^[0-9a-f]{4,16}\s+\S/.test(header.rest)) addLine(tree, sample, header.rest)
  return sample
}

function addLine(tree: StackTree, { frames }: Sample, text: string): void {
  const line = perfLine(text, frames.length > 0)
  if (line === null) return
  if ('frame' in line) {
    const { name, ...place } = line.frame
    frames.push(tree.frame(name, place))
    return
  }
  const last = frames.at(-1)
  if (last !== undefined) tree.placed(last, line)
}

/** `perf script -F ip,sym` prints stacks alone. */
const headless: PerfHeader = { command: '', pid: -1, event: null, rest: '' }

function count(tree: StackTree, { header, frames }: Sample): void {
  if (header.pid === 0 && header.command === 'swapper') {
    tree.addIdle(1)
    return
  }
  const stack = frames.length > 0 ? frames.reverse() : [tree.frame('[unknown]')]
  tree.add(header === headless ? stack : [tree.frame(header.command, { kind: 'thread' }), ...stack], 1)
}
