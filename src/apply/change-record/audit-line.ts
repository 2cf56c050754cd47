import { closeSync, mkdirSync, openSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { fileFault, OperatorError } from '../../core/index.ts'
import { appendLines } from '../append-lines.ts'
import type { FieldChange } from '../cluster-change/index.ts'
import type { ChangeTarget } from './undo-file.ts'

/** Who changes what, where and why. */
export interface AuditSubject {
  action: 'apply' | 'undo' | 'rollback'
  target: ChangeTarget
  /** Who asked for it; empty: as whom this process runs. */
  user: string
  undoFile: string
  tool: string
}

/** Makes sure that lines can be added to an audit file. Throws OperatorError (exit 3) where they cannot. */
export function openAuditFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
  } catch (cause) {
    throw new OperatorError({
      sentence: `The audit file ${path} cannot be written, so nothing was changed: ${fileFault(cause)}.`,
      hint: 'Name another with --audit FILE.',
      exitCode: 3,
      cause,
    })
  }
}

/** One write, and how it came out. */
export interface NotedChange {
  kind: string
  namespace: string
  name: string
  fields: readonly FieldChange[]
  state: string
  reason: string
}

/** Adds one line for one change: when, who, where, what, from what to what, and how it came out. Throws OperatorError (exit 3) where it cannot. */
export function noteChange(path: string, subject: AuditSubject, change: NotedChange, atMs: number): void {
  const user = subject.user === '' ? ownName() : subject.user
  const line = { at: new Date(atMs).toISOString(), ...subject, user, ...change }
  appendLines(path, [JSON.stringify(line)])
}

/** A user that the system has no name for is known by its number. */
function ownName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? '')
  }
}
