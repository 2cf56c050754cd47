import { type Parsed, rejected, understood } from '../core/index.ts'
import { isJsonObject, type JsonObject, listOf, numberOf, textOf } from './json-value.ts'
import { eventedStacks } from './speedscope-events.ts'
import type { StackProfile } from './stack-profile.ts'
import { type StackTree, stackTree } from './stack-tree.ts'

const hint = 'Export it again: speedscope, py-spy record --format speedscope and rbspy write such files.'

const units: Readonly<Record<string, { unit: StackProfile['unit']; perBase: number }>> = {
  none: { unit: 'samples', perBase: 1 },
  nanoseconds: { unit: 'seconds', perBase: 1e9 },
  microseconds: { unit: 'seconds', perBase: 1e6 },
  milliseconds: { unit: 'seconds', perBase: 1e3 },
  seconds: { unit: 'seconds', perBase: 1 },
  bytes: { unit: 'bytes', perBase: 1 },
}

/** The tree as one profile of the file sees it: its frames by their index, its weights in its own unit. */
export interface ProfileTree {
  /** The node of the frame at `index`, called by `caller`; null where there is no such frame. */
  call(caller: number, index: unknown): number | null
  weigh(node: number, weight: number): void
  /** The node that all stacks begin at. */
  root: number
}

/** A speedscope file: all its profiles that have the unit of the first, each under its name where there are several. */
export function readSpeedscope(file: JsonObject): Parsed<StackProfile> {
  const shared = isJsonObject(file['shared']) ? listOf(file['shared']['frames']) : null
  const profiles = listOf(file['profiles'])
  if (shared === null || profiles === null)
    return rejected('lacks the frames or profiles of speedscope', hint)
  const first = profiles.map(unitOf).find((unit) => unit !== null)
  if (first === undefined) return rejected('has no profile with a unit that speedscope knows', hint)
  const tree = stackTree('places')
  const frames = shared.map((frame) => frameOf(tree, frame))
  let left = 0
  for (const [index, profile] of profiles.entries()) {
    const unit = unitOf(profile)
    if (!isJsonObject(profile) || unit?.unit !== first.unit) {
      left++
      continue
    }
    const name = textOf(profile['name']) ?? `profile ${index + 1}`
    const root = profiles.length > 1 ? tree.call(-1, tree.frame(name, { kind: 'thread' })) : -1
    const problem = readProfile(profile, viewOf(tree, frames, root, unit.perBase))
    if (problem !== null) return rejected(`is damaged: in profile ${index + 1} ${problem}`, hint)
  }
  const note = `Of ${profiles.length} profiles ${left} with another unit were left out.`
  return understood(tree.finished(first.unit, left === 0 ? [] : [note]))
}

function unitOf(profile: unknown): { unit: StackProfile['unit']; perBase: number } | null {
  const word = isJsonObject(profile) ? profile['unit'] : null
  return typeof word === 'string' && Object.hasOwn(units, word) ? (units[word] ?? null) : null
}

function frameOf(tree: StackTree, frame: unknown): number | null {
  const name = isJsonObject(frame) ? frame['name'] : null
  if (!isJsonObject(frame) || typeof name !== 'string') return null
  const line = numberOf(frame['line'])
  return tree.frame(name === '' ? '(anonymous)' : name, {
    file: textOf(frame['file']),
    line: line !== null && line >= 1 ? Math.floor(line) : null,
  })
}

function viewOf(
  tree: StackTree,
  frames: readonly (number | null)[],
  root: number,
  perBase: number,
): ProfileTree {
  const idle = tree.frame('(idle)')
  const idleNodes = new Set<number>()
  return {
    root,
    call(caller, index) {
      const frame = typeof index === 'number' ? (frames[index] ?? null) : null
      if (frame === null) return null
      const node = tree.call(caller, frame)
      if (frame === idle) idleNodes.add(node)
      return node
    },
    weigh(node, weight) {
      if (idleNodes.has(node)) tree.addIdle(weight / perBase)
      else if (node !== root) tree.weigh(node, weight / perBase)
    },
  }
}

function readProfile(profile: JsonObject, tree: ProfileTree): string | null {
  if (profile['type'] === 'evented') return eventedStacks(profile, tree)
  if (profile['type'] !== 'sampled') return 'the type is neither sampled nor evented'
  const samples = listOf(profile['samples'])
  const weights = listOf(profile['weights'])
  if (samples === null || weights === null) return 'samples or weights are missing'
  if (samples.length !== weights.length) return `${samples.length} samples have ${weights.length} weights`
  for (const [index, sample] of samples.entries()) {
    const stack = listOf(sample)
    const weight = numberOf(weights[index])
    if (stack === null || weight === null || weight < 0)
      return `sample ${index + 1} or its weight cannot be read`
    let node = tree.root
    for (const frame of stack) {
      const next = tree.call(node, frame)
      if (next === null) return `a stack names the frame ${String(frame)}, which is not there`
      node = next
    }
    tree.weigh(node, weight)
  }
  return null
}
