import { nodeTable } from './node-table.ts'
import type { FrameKind, StackFrame, StackProfile } from './stack-profile.ts'

/** A profile while it is being read. */
export interface StackTree {
  /** The number of a frame; the same function always gets the same. */
  frame(name: string, place?: { file?: string | null; line?: number | null; kind?: FrameKind }): number
  /** Tells where the function of a frame was seen. */
  placed(frame: number, place: { file: string; line: number }): void
  /** The node of `frame` called by the node `caller` (-1 for none); one that stands for the caller where the tree is full. */
  call(caller: number, frame: number): number
  /** Adds `weight` to what a node spent in itself. */
  weigh(node: number, weight: number): void
  /** The same by the stack of frame numbers, the outermost caller first. */
  add(stack: readonly number[], weight: number): void
  addIdle(weight: number): void
  finished(unit: StackProfile['unit'], notes?: readonly string[]): StackProfile
}

const maximumNodes = 2_000_000
const foldedName = '(more stacks than can be kept)'

/**
 * An empty tree. `lines` tells what the lines of frames are: where a function begins (two of one name are then two
 * functions), or where it was seen (it is one function, and its lowest line is kept). Past `maximum` nodes the deepest
 * callees are counted at their callers, and a note says so.
 */
export function stackTree(lines: 'beginnings' | 'places', maximum = maximumNodes): StackTree {
  const frames: StackFrame[] = []
  const numbers = new Map<string, number>()
  const nodes = nodeTable()
  let idle = 0
  let folded = false

  function frameNumber(
    name: string,
    place: { file?: string | null; line?: number | null; kind?: FrameKind } = {},
  ): number {
    const { file = null, line = null, kind = 'function' } = place
    const key = `${name}\0${file ?? ''}\0${kind}\0${lines === 'beginnings' ? (line ?? '') : ''}`
    const known = numbers.get(key)
    if (known === undefined) {
      numbers.set(key, frames.length)
      return frames.push({ name, file, line, kind }) - 1
    }
    const same = frames[known]
    if (same !== undefined && line !== null && (same.line === null || line < same.line)) same.line = line
    return known
  }

  // A node below -1 stands for one that finds no place: all that it calls is counted where it was itself.
  function call(caller: number, frame: number): number {
    if (caller < -1) return caller
    if (nodes.size < maximum) return nodes.child(caller, frame)
    const known = nodes.find(caller, frame)
    if (known >= 0) return known
    folded = true
    return -2 - (caller >= 0 ? caller : nodes.child(-1, frameNumber(foldedName, { kind: 'thread' })))
  }

  function weigh(node: number, weight: number): void {
    nodes.weigh(node < -1 ? -2 - node : node, weight)
  }

  return {
    frame: frameNumber,
    placed(number, { file, line }) {
      const found = frames[number]
      if (found === undefined) return
      if (found.line === null) Object.assign(found, { file, line })
      else if (found.file === file && line < found.line) found.line = line
    },
    call,
    weigh,
    add(stack, weight) {
      let node = -1
      for (const one of stack) node = call(node, one)
      weigh(node, weight)
    },
    addIdle(weight) {
      idle += weight
    },
    finished(unit, notes = []) {
      const note = `The profile has more than ${maximum} different stacks: the deepest calls of some are counted at their callers.`
      return { unit, frames, nodes: nodes.arrays(), idle, notes: folded ? [...notes, note] : notes }
    },
  }
}
