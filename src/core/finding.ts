import type { Quantity } from './quantity.ts'

/** `unknown` means that an input was missing: it is never the same as `pass`. */
export type Status = 'pass' | 'info' | 'warn' | 'fail' | 'unknown' | 'not-applicable'

/** What to do: in words, as a command, how to keep it after a reboot, how to take it back, and what it may disturb. */
export interface Advice {
  text: string
  command?: string
  persist?: string
  undo?: string
  risk?: 'none' | 'reload' | 'restart' | 'data'
}

/** One judged fact: a stable `id` (and `instance`), a verdict, the reason, and the evidence with units. */
export interface Finding {
  id: string
  instance?: string
  title: string
  status: Status
  because: string
  evidence: Record<string, Quantity | string>
  advice?: Advice[]
  /** 0-1: how sure the verdict is. */
  confidence?: number
  /** Background that the terminal shows only with --verbose; every other format always has it. */
  detail?: boolean
  /** 0-2: distance to the critical threshold, 1 = at it. */
  index?: number
}
