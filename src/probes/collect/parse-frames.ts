import type { FactCommand, FactFile } from '../../core/index.ts'
import type { Sample } from './collected.ts'
import { complaintAbout, complaintsIn } from './complaints.ts'
import { markerPath, markerVariable } from './shell-reading.ts'

/** What a remote script printed so far. */
export interface Frames {
  samples: Sample[]
  /** The end was reached. */
  complete: boolean
  /** The part of the last sample that was begun and not ended; of cgroups and processes nothing is kept then. */
  unfinished: 'files' | 'cgroups' | 'processes' | 'open' | null
  /** Files of the last sample before that part. */
  filesBefore: number
  /** What the script itself found missing there: nothing can be read, there is no such root, it cannot sleep. */
  lacks: 'cat' | 'root' | 'sleep' | null
  /** A frame of ours was heard at all. */
  heard: boolean
  /** What `date +%s.%N` said there at the beginning, in seconds since 1970. */
  clockSeconds: number | null
}

/** The samples in the output of `remoteScript`, as far as it goes; what stands outside its frames is left out. Never throws. */
export function parseFrames(text: string, nonce: string): Frames {
  const frames: Frames = {
    samples: [],
    complete: false,
    unfinished: null,
    filesBefore: 0,
    lacks: null,
    heard: text.includes(`cat: ${markerPath(nonce)}/!`),
    clockSeconds: null,
  }
  const told = new Map<string, string>()
  let chunk = new Chunk([], {})
  for (const { name, text: content } of framesIn(text, nonce)) {
    const sample = frames.samples.at(-1)
    if (name === null) chunk.next(content)
    else {
      chunk.end('unreadable')
      chunk = new Chunk(name === 'names' ? content.split('\n').slice(0, -1) : [], sample?.files ?? {})
      take(name, content, frames, told)
    }
  }
  // Nothing more was heard.
  chunk.end('timeout')
  dropHalf(frames)
  return frames
}

/** Half a list of processes or cgroups would pass for all of them, and a sample that was only begun is none. */
function dropHalf(frames: Frames): void {
  const { samples, unfinished, filesBefore } = frames
  const files = samples.at(-1)?.files ?? {}
  if (unfinished === 'cgroups' || unfinished === 'processes')
    for (const path of Object.keys(files).slice(filesBefore)) delete files[path]
  if (unfinished === null || Object.values(files).some((file) => typeof file === 'string')) return
  samples.pop()
  frames.unfinished = null
}

/** The files that one `cat` prints, in the order of their names. */
class Chunk {
  readonly #names: readonly string[]
  readonly #files: Record<string, FactFile>
  #at = -1

  constructor(names: readonly string[], files: Record<string, FactFile>) {
    this.#names = names
    this.#files = files
  }

  /** What follows the next marker: a file, or after the last of them what was complained of all together. */
  next(content: string): void {
    this.#at++
    const name = this.#names[this.#at]
    if (name !== undefined) this.#keep(name, content)
    else for (const [path, missing] of complaintsIn(content, this.#names)) this.#files[path] = { missing }
  }

  /** Files that were announced and did not come are missing for that reason. */
  end(missing: 'timeout' | 'unreadable'): void {
    for (const name of this.#names.slice(this.#at + 1)) if (!isGarbled(name)) this.#files[name] = { missing }
    this.#at = this.#names.length
  }

  #keep(name: string, content: string): void {
    if (isGarbled(name)) return
    const missing = complaintAbout(name, content)
    this.#files[name] = missing === null ? content : { missing }
  }
}

/** A name that is no UTF-8 cannot be written down, hence not asked for again. */
function isGarbled(name: string): boolean {
  return name.includes('\uFFFD') || !name.startsWith('/')
}

function take(name: string, content: string, frames: Frames, told: Map<string, string>): void {
  const sample = frames.samples.at(-1)
  if (name === 'sample') {
    frames.samples.push({ atMs: 0, files: {}, commands: {} })
    frames.unfinished = 'files'
  } else if (name === 'cgroups' || name === 'processes') {
    frames.unfinished = name
    frames.filesBefore = Object.keys(sample?.files ?? {}).length
  } else if (name === 'open') {
    frames.unfinished = name
    openFiles(sample, content)
  } else if (name === 'whole') frames.unfinished = null
  else if (name === 'unslept') frames.lacks = 'sleep'
  else if (name === 'nothing') frames.lacks = 'cat'
  else if (name === 'rootless') frames.lacks = 'root'
  else if (name === 'end') frames.complete = true
  else if (name === 'clock') frames.clockSeconds = secondsOf(content)
  else if (sample !== undefined) takeTold(name, content, sample, told)
}

function takeTold(name: string, content: string, sample: Sample, told: Map<string, string>): void {
  const { commands } = sample
  if (name === 'space') commands['df -P'] = content
  else if (name === 'inodes') commands['df -Pi'] = content
  else if (name === 'mounts') commands['network mounts'] = content
  else if (name.startsWith('told ')) told.set(name.slice(5), content)
  else if (name.startsWith('code ')) {
    const output = told.get(name.slice(5))
    if (output !== undefined) commands[name.slice(5)] = outcome(name.slice(5), output, content.trim())
  }
}

function outcome(name: string, output: string, code: string): FactCommand {
  if (code === '0') return output
  // As the program `timeout` ends.
  if (code === '124') return { missing: 'timeout' }
  return { missing: name === 'dmesg' ? 'denied' : 'unreadable' }
}

/** The frames in `text`, but for a last one that may have been cut; the name is null where a file follows. */
function* framesIn(text: string, nonce: string): Iterable<{ name: string | null; text: string }> {
  const marker = markerPath(nonce).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  // GNU, BusyBox and toybox word it differently; all name the path, and end the line after the reason.
  const pattern = new RegExp(
    `cat: (?:can't open '|cannot open '|'|)${marker}(?:/!([^\\n]*?))?'?: Not a directory\\n|${markerVariable}=${marker.slice(marker.lastIndexOf('/') + 1)}\\0`,
    'g',
  )
  let before: { name: string | null; end: number } | null = null
  for (const match of text.matchAll(pattern)) {
    if (before !== null) yield { name: before.name, text: text.slice(before.end, match.index) }
    before = { name: match[1] ?? null, end: match.index + match[0].length }
  }
  if (before?.name != null && wordless.has(before.name)) yield { name: before.name, text: '' }
}

/** Frames that say something by being there. */
const wordless = new Set('sample cgroups processes open whole unslept nothing rootless end'.split(' '))

function openFiles(sample: Sample | undefined, content: string): void {
  if (sample === undefined) return
  for (const match of content.matchAll(/^(\d+) (\d+|denied)$/gm)) {
    const file: FactFile = match[2] === 'denied' ? { missing: 'denied' } : { entries: Number(match[2]) }
    sample.files[`/proc/${match[1]}/fd`] = file
  }
}

function secondsOf(text: string): number | null {
  // BusyBox without nanoseconds prints the letter.
  const match = /^(\d{9,11})(?:\.(\d{9}))?/.exec(text)
  return match === null ? null : Number(match[1]) + (match[2] === undefined ? 0.5 : Number(match[2]) / 1e9)
}
