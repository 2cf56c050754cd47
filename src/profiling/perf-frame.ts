import type { FrameKind, StackFrame } from './stack-profile.ts'

/** What a line below a header of `perf script` says: a frame, or the source line of the frame before it. */
export type PerfLine = { frame: StackFrame } | { file: string; line: number } | null

/** One such line; null where it says nothing. `afterFrame`: a source line may stand here. */
export function perfLine(text: string, afterFrame: boolean): PerfLine {
  const words = text.trim()
  if (words === '') return null
  const module = moduleAt(words)
  const before = module === null ? words : words.slice(0, words.length - module.length - 2).trim()
  const addressed = /^(?:0x)?[0-9a-f]{1,16}(?=\s)\s+/.exec(before)
  if (module === null && addressed === null && afterFrame) {
    const source = /^(\S.{0,1000}):(\d{1,9})$/s.exec(words)
    if (source !== null) return source[1] === '??' ? null : { file: source[1] ?? '', line: Number(source[2]) }
    if (/^\S{1,1000}\[[0-9a-f]{1,16}\]$/.test(words)) return null
  }
  const bare = module !== null && /^(?:0x)?[0-9a-f]{8,16}$/.test(before)
  const symbol = bare ? '' : before.slice(addressed?.[0].length ?? 0).replace(/\+0x[0-9a-f]{1,16}$/, '')
  return { frame: frameOf(symbol.trim(), module) }
}

/** The last parenthesis of the line, where it is a module: it may hold blanks and parentheses itself. */
function moduleAt(words: string): string | null {
  if (!words.endsWith(')')) return null
  let depth = 0
  for (let at = words.length - 1; at >= 0; at--) {
    if (words[at] === ')') depth++
    if (words[at] !== '(' || --depth > 0) continue
    const inside = words.slice(at + 1, -1)
    if (at > 0 && words[at - 1] !== ' ') return null
    return isModule(inside) ? inside : null
  }
  return null
}

// What else stands there belongs to the name: a list of parameters, or a clone such as `(.isra.0)`.
function isModule(inside: string): boolean {
  return (
    /^[[/]/.test(inside) ||
    inside === 'inlined' ||
    inside === 'deleted' ||
    /^[^\s(),*&<>.][^\s(),*&<>]*$/.test(inside)
  )
}

function frameOf(symbol: string, module: string | null): StackFrame {
  const file =
    module === null || module === 'inlined' || module === '[unknown]'
      ? null
      : module.replace(/\+0x[0-9a-f]{1,16}$/, '')
  const kind = kindOf(file, module)
  if (symbol !== '' && symbol !== '[unknown]') {
    const script = compiled.exec(symbol)
    if (script === null) return { name: symbol.replace(/::h[0-9a-f]{16}$/, ''), file, line: null, kind }
    const [, name = '', source = '', line] = script
    return {
      name: name === '' ? '(anonymous)' : name,
      file: source.replace(/^file:\/\//, ''),
      line: Number(line),
      kind,
    }
  }
  const known = file === null ? '' : file.replace(/^.*\/|^\[|\]$/g, '')
  return { name: `[${known === '' ? 'unknown' : known}]`, file, line: null, kind }
}

// As Node writes functions into its perf map: `JS:*work file:///app/jobs.js:3:14`.
const compiled =
  /^(?:JS|LazyCompile|Function|Script|Eval):[*~^+]?(\S{0,500}) (\S{1,1000}):(\d{1,9}):\d{1,9}$/s

const notKernel = /^\[(?:vdso|vsyscall|uprobes|stack|heap|anon|JIT)/

function kindOf(file: string | null, module: string | null): FrameKind {
  if (module === 'inlined') return 'inlined'
  if (file === null) return 'function'
  if (file.endsWith('.ko') || /\.ko\.(?:xz|gz|zst)$/.test(file)) return 'kernel'
  return file.startsWith('[') && !notKernel.test(file) ? 'kernel' : 'function'
}
