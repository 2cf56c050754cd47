import { type Parsed, rejected } from '../core/index.ts'
import { isJsonObject, type JsonObject, listOf } from './json-value.ts'
import { linesOf } from './lines-of.ts'
import { perfHeader } from './perf-header.ts'
import { collapsedStack, readCollapsed } from './read-collapsed.ts'
import { readCpuProfile } from './read-cpu-profile.ts'
import { readPerfScript } from './read-perf-script.ts'
import { readSpeedscope } from './read-speedscope.ts'
import { type StackProfile, totalOf } from './stack-profile.ts'

const hint = 'Give collapsed stacks, the output of "perf script", a speedscope file or a .cpuprofile.'

/** A profile from the text of a file: which of the four formats it has is told by the text, and `fileName` by its ending. */
export function readStacks(text: string, fileName: string): Parsed<StackProfile> {
  const read = readAny(text.startsWith('\uFEFF') ? text.slice(1) : text, fileName)
  if (!read.ok) return read
  const { value } = read
  const weighs = totalOf(value) + value.idle
  if (!Number.isFinite(weighs)) return rejected('is damaged: its weights are too large to be added', hint)
  return weighs > 0 ? read : rejected('holds no samples', 'Profile for longer, while the program works.')
}

function readAny(text: string, fileName: string): Parsed<StackProfile> {
  const begin = text.slice(0, 4096).trimStart()
  if (begin === '' && text.trim() === '') return rejected('is empty', hint)
  if (begin.startsWith('PERFILE2')) {
    return rejected('is binary data of perf', 'Run "perf script -i FILE > stacks.txt" and give that.')
  }
  if (begin.startsWith('{') || begin.startsWith('[')) {
    const value = parsed(text)
    if (value !== undefined) return readJson(value)
    if (/^[[{]\s*["[{]/.test(begin) || /\.(?:json|cpuprofile)$/.test(fileName)) {
      return rejected('is JSON that is damaged or cut off', hint)
    }
  }
  return readText(text)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readJson(value: unknown): Parsed<StackProfile> {
  const file: JsonObject = isJsonObject(value) ? value : {}
  if (isJsonObject(file['shared']) && listOf(file['profiles']) !== null) return readSpeedscope(file)
  const nodes = listOf(file['nodes'])
  if (nodes !== null && isJsonObject(nodes[0]) && 'callFrame' in nodes[0]) return readCpuProfile(file)
  const head = file['head']
  if (isJsonObject(head) && 'functionName' in head) return readCpuProfile(file)
  if (isJsonObject(head) && 'selfSize' in head) {
    return rejected(
      'is a heap profile, not one of CPU time',
      'Take one of CPU time: node --cpu-prof writes it.',
    )
  }
  if ('traceEvents' in file || Array.isArray(value)) {
    return rejected(
      'is a trace, not a CPU profile',
      'Open it in speedscope and export it from there, or record a .cpuprofile.',
    )
  }
  return rejected('is JSON of another kind', hint)
}

function readText(text: string): Parsed<StackProfile> {
  let stacks = 0
  let headers = 0
  let frames = 0
  let seen = 0
  for (const line of linesOf(text)) {
    if (line.trim() === '' || line.startsWith('#')) continue
    if (/^\s+[0-9a-f]{4,16}\s+\S/.test(line)) frames++
    else if (collapsedStack(line) !== null) stacks++
    else if (perfHeader(line) !== null) headers++
    if (++seen >= 200) break
  }
  if (headers + frames > stacks) return readPerfScript(text)
  if (stacks > 0) return readCollapsed(text)
  return rejected('is no profile that can be read', hint)
}
