import type { StackFrame } from './stack-profile.ts'

/** Whose code a frame is, as far as its place tells; the flame graph colours by it. */
export const origins = ['own code', 'dependencies', 'runtime and libraries', 'kernel'] as const

/** The index in `origins` of a frame. */
export function originOf({ kind, file }: StackFrame): number {
  if (kind === 'kernel') return 3
  if (kind === 'runtime') return 2
  if (file === null) return 0
  if (/(?:^|[/\\])(?:node_modules|site-packages|dist-packages|vendor)[/\\]/.test(file)) return 1
  const library =
    /^(?:node:|\[|\/lib|\/usr\/(?:local\/)?lib)|\.so(?:\.[\d.]+)?$|[/\\]lib[/\\]python\d|^<frozen /
  return library.test(file) ? 2 : 0
}

/** `app/jobs.py:12`, `app/jobs.py`, or nothing. */
export function placeOf({ file, line }: Pick<StackFrame, 'file' | 'line'>): string {
  if (file === null) return ''
  return line === null ? file : `${file}:${line}`
}
