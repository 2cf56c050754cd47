import type { FactCommand, FactFile, MissingReason, Snapshot } from '../../core/index.ts'
import type { Sample } from './collected.ts'
import { toldByPrograms } from './manifest.ts'
import { markerPath } from './remote-script.ts'

/** What a remote script printed so far. */
export interface Frames {
  samples: Sample[]
  /** The end was reached. */
  complete: boolean
  /** What `date +%s.%N` said there at the beginning, in seconds since 1970. */
  clockSeconds: number | null
}

/** The samples in the output of `remoteScript`, as far as it goes; what stands outside its frames is left out. Never throws. */
export function parseFrames(text: string, nonce: string): Frames {
  const frames: Frames = { samples: [], complete: false, clockSeconds: null }
  const told = new Map<string, string>()
  for (const { name, text: content } of framesIn(text, nonce)) {
    const sample = frames.samples.at(-1)
    if (!name.startsWith('!')) {
      if (sample !== undefined) keepFile(sample, name, content)
    } else take(name.slice(1), content, frames, told)
  }
  return frames
}

function take(name: string, content: string, frames: Frames, told: Map<string, string>): void {
  const commands = frames.samples.at(-1)?.commands
  if (name === 'sample') frames.samples.push({ atMs: 0, files: {}, commands: {} })
  else if (name === 'end') frames.complete = true
  else if (name === 'clock') frames.clockSeconds = secondsOf(content)
  else if (commands === undefined) return
  else if (name === 'open') openFiles(frames.samples.at(-1), content)
  else if (name === 'space') commands['df -P'] = content
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
  return { missing: name === 'dmesg' ? 'denied' : 'unreadable' }
}

function* framesIn(text: string, nonce: string): Iterable<{ name: string; text: string }> {
  const marker = markerPath(nonce)
  // GNU, BusyBox and toybox word it differently; all name the path, and end the line after the reason.
  const pattern = new RegExp(
    `cat: (?:can't open '|cannot open '|'|)${escaped(marker)}(/[^\\n]*?)'?: Not a directory\\n`,
    'g',
  )
  let before: { name: string; end: number } | null = null
  for (const match of text.matchAll(pattern)) {
    if (before !== null) yield { name: before.name, text: text.slice(before.end, match.index) }
    const name = (match[1] ?? '').replace(/^\/!/, '!')
    before = { name, end: match.index + match[0].length }
  }
  // What follows the last marker may be cut in the middle of a file: only the end itself needs nothing after it.
  if (before?.name === '!end') yield { name: '!end', text: '' }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function keepFile(sample: Sample, path: string, content: string): void {
  const missing = complaint(path, content)
  sample.files[path] = missing === null ? content : { missing }
}

/** The reason that cat gave in place of the file or, where reading failed, after its beginning; null for a text. */
function complaint(path: string, content: string): MissingReason | null {
  if (!content.endsWith('\n')) return null
  const line = content.slice(content.lastIndexOf('\n', content.length - 2) + 1)
  const match = /cat: (?:can't open |cannot open )?'?([^\n]*?)'?: ([A-Z][A-Za-z/ ]+)\n$/.exec(line)
  if (match === null || !(match[1] === 'read error' || match[1]?.endsWith(path))) return null
  switch (match[2]) {
    case 'No such file or directory':
    case 'Not a directory':
    case 'No such process':
      return 'absent'
    case 'Permission denied':
    case 'Operation not permitted':
      return 'denied'
    default:
      return 'unreadable'
  }
}

function openFiles(sample: Sample | undefined, content: string): void {
  for (const match of content.matchAll(/^(\d+) (\d+|denied)$/gm)) {
    const file: FactFile = match[2] === 'denied' ? { missing: 'denied' } : { entries: Number(match[2]) }
    if (sample !== undefined) sample.files[`/proc/${match[1]}/fd`] = file
  }
}

function secondsOf(text: string): number | null {
  // BusyBox without nanoseconds prints the letter.
  const match = /^(\d{9,11})(?:\.(\d{9}))?/.exec(text)
  return match === null ? null : Number(match[1]) + (match[2] === undefined ? 0.5 : Number(match[2]) / 1e9)
}

/** The programs that the end of a broken stream may have kept us from hearing: their facts are missing by `timeout`. */
export function withoutEnd({ samples }: Pick<Snapshot, 'samples'>): void {
  const last = samples.at(-1)
  if (last === undefined) return
  const names = ['df -P', 'df -Pi', 'dmesg', ...toldByPrograms.map(({ name }) => name)]
  for (const name of names) last.commands[name] ??= { missing: 'timeout' }
}
