import { type JsonObject, textOf } from './json-value.ts'
import type { FrameKind } from './stack-profile.ts'

/** A function as V8 names it in its profiles. */
export interface CalledFunction {
  name: string
  file: string | null
  /** From 1. */
  line: number | null
}

/** The function of a call frame of V8, which begins at `line` (from 1; null where that is not told). */
export function calledFunction(frame: JsonObject, line: number | null): CalledFunction {
  return {
    name: textOf(frame['functionName']) ?? '(anonymous)',
    file: plainPath(textOf(frame['url'])),
    line: line !== null && line >= 1 ? Math.floor(line) : null,
  }
}

/** What kind of code it is: what has a name and no file is V8 itself. */
export function kindOf({ name, file }: CalledFunction): FrameKind {
  return file === null && name !== '(anonymous)' ? 'runtime' : 'function'
}

function plainPath(url: string | null): string | null {
  if (url === null || !url.startsWith('file://')) return url
  try {
    return decodeURIComponent(url.slice('file://'.length))
  } catch {
    return url
  }
}
