import type { FrameKind, StackFrame } from './stack-profile.ts'

/**
 * A frame of collapsed stacks: `_[k]`, `_[i]` and `_[j]` at its end say that it is of the kernel, inlined or compiled at run
 * time; `work (app/jobs.py:12)` as py-spy writes it has its file and line.
 */
export function frameOfWord(word: string): StackFrame {
  const annotated = /^(.+)_\[([kij])\]$/s.exec(word)
  const kind = kinds[annotated?.[2] ?? ''] ?? 'function'
  const name = annotated?.[1] ?? word
  if (/^(?:process|thread) (?:\d+:|\()/.test(name)) return { name, file: null, line: null, kind: 'thread' }
  const placed = placedName(name)
  return placed === null ? { name, file: null, line: null, kind } : { ...placed, kind }
}

const kinds: Readonly<Record<string, FrameKind>> = { k: 'kernel', i: 'inlined', j: 'function' }

function placedName(name: string): { name: string; file: string; line: number | null } | null {
  const open = name.endsWith(')') ? name.lastIndexOf(' (') : -1
  if (open <= 0) return null
  const place = name.slice(open + 2, -1)
  const numbered = /^(.+):(\d{1,9})$/s.exec(place)
  // A parameter list, such as that of `new (unsigned long)`, is no file.
  const file = numbered?.[1] ?? place
  if (numbered === null && !/\.(?:py|pyx|rb|php|js|cjs|mjs|ts|java|go|rs|c|cc|cpp|so)$|^<.+>$/.test(file))
    return null
  return { name: name.slice(0, open), file, line: numbered === null ? null : Number(numbered[2]) }
}
